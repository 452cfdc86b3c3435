//! An archive that changes between runs.

use super::*;

#[test]
fn unchanged_files_are_not_read_and_gone_ones_are_removed() {
    let dir = tempfile::tempdir().unwrap();
    let records = on_record();
    let first = update(dir.path(), &records);
    assert_eq!((first.found, first.indexed, first.articles, first.statements), (3, 3, 3, 4));

    let again = Archive::open(dir.path()).unwrap().begin(SMALL).unwrap();
    assert_eq!(again.plan("a", facts(1)), Plan::Unchanged);
    assert_eq!(again.plan("b", facts(2)), Plan::Read);
    assert!(again.same_bytes("b", facts(2), &hash_of(&records[1])));
    assert!(again.settle().is_empty());
    let second = again.finish().unwrap();
    assert_eq!((second.found, second.unchanged, second.removed, second.articles), (2, 2, 1, 2));
    let engine = LocalEngine::open(dir.path()).unwrap();
    check(&engine, Query::All, &["a", "b"]);
    // A name whose last article is gone is no longer known.
    let filters = Filters { speakers: vec!["Ali Khamenei".into()], ..Filters::default() };
    assert_eq!(engine.search(&Request { filters, ..asked(Query::All) }).unwrap().total, 1);
    assert_eq!(engine.stats().statements, 3);
}

#[test]
fn a_changed_file_is_replaced_with_its_statements() {
    let dir = tempfile::tempdir().unwrap();
    update(dir.path(), &[article("a").quote("Old.", "Ana Ruiz").record()]);
    let changed =
        update(dir.path(), &[article("a").quote("New.", "Ben Roy").quote("More.", "Ben Roy").record()]);
    assert_eq!((changed.indexed, changed.articles, changed.statements), (1, 1, 2));
    let engine = LocalEngine::open(dir.path()).unwrap();
    check(&engine, term("old"), &[]);
    check(&engine, term("new"), &["a"]);
    let statements = Term::from_field_text(engine.fields().kind, crate::index::STATEMENT);
    assert_eq!(statistics::documents_with(&engine.searcher, &statements).unwrap(), 2);
}

#[test]
fn the_first_path_of_equal_bytes_is_indexed() {
    let dir = tempfile::tempdir().unwrap();
    let copy = |path: &str| article(path).paragraph(COPY).record();
    let first = update(dir.path(), &[copy("b"), copy("a"), copy("c")]);
    assert_eq!((first.indexed, first.duplicate, first.articles), (1, 2, 1));
    check(&LocalEngine::open(dir.path()).unwrap(), term("letter"), &["a"]);

    // The original goes: the next one takes its place.
    let second = Archive::open(dir.path()).unwrap().begin(SMALL).unwrap();
    assert_eq!(second.plan("b", facts(1)), Plan::UnchangedCopy);
    assert_eq!(second.plan("c", facts(1)), Plan::UnchangedCopy);
    assert_eq!(second.settle(), ["b"]);
    put(&second, &copy("b"));
    assert!(second.settle().is_empty());
    let second = second.finish().unwrap();
    assert_eq!((second.found, second.indexed, second.duplicate, second.removed), (2, 1, 1, 1));
    check(&LocalEngine::open(dir.path()).unwrap(), term("letter"), &["b"]);

    // An earlier path appears: it takes over from an unchanged one.
    let third = Archive::open(dir.path()).unwrap().begin(SMALL).unwrap();
    third.plan("b", facts(1));
    third.plan("c", facts(1));
    put(&third, &copy("0"));
    assert!(third.is_duplicate("d", facts(1), &hash_of(&copy("d"))));
    let third = third.finish().unwrap();
    assert_eq!((third.found, third.indexed, third.duplicate, third.articles), (4, 1, 3, 1));
    check(&LocalEngine::open(dir.path()).unwrap(), term("letter"), &["0"]);
}

#[test]
fn rejections_are_counted_and_tried_again_where_it_helps() {
    let dir = tempfile::tempdir().unwrap();
    let first = Archive::open_or_create(dir.path(), Duration::ZERO).unwrap().begin(SMALL).unwrap();
    first.reject("empty", facts(1), "holds no text", false);
    first.reject("locked", facts(1), "permission denied", true);
    let first = first.finish().unwrap();
    assert_eq!((first.found, first.rejected), (2, 2));
    let archive = Archive::open(dir.path()).unwrap();
    assert!(
        matches!(&archive.manifest().unwrap()["empty"].state, FileState::Rejected { reason, .. } if reason == "holds no text")
    );
    let second = archive.begin(SMALL).unwrap();
    assert_eq!(second.plan("empty", facts(1)), Plan::Unchanged);
    assert_eq!(second.plan("locked", facts(1)), Plan::Read);
    put(&second, &article("locked").paragraph("A letter.").record());
    let second = second.finish().unwrap();
    assert_eq!((second.found, second.indexed, second.rejected), (2, 1, 1));
}

#[test]
fn an_unlisted_folder_keeps_what_is_known_of_it() {
    let dir = tempfile::tempdir().unwrap();
    update(
        dir.path(),
        &[article("x/a").paragraph("a letter").record(), article("y/b").paragraph("b").record()],
    );
    let second = Archive::open(dir.path()).unwrap().begin(SMALL).unwrap();
    second.keep_below("x");
    let second = second.finish().unwrap();
    assert_eq!((second.found, second.unchanged, second.removed), (1, 1, 1));
    check(&LocalEngine::open(dir.path()).unwrap(), Query::All, &["x/a"]);
}

#[test]
fn an_update_that_dies_leaves_the_old_pair() {
    let dir = tempfile::tempdir().unwrap();
    update(dir.path(), &[article("a").paragraph("The old letter.").record()]);
    let archive = Archive::open(dir.path()).unwrap();
    let before = archive.manifest().unwrap();
    let dying = archive.begin(SMALL).unwrap();
    put(&dying, &article("a").paragraph("The new letter.").record());
    drop(dying);
    // As after a kill between writing the manifest and committing the index.
    std::fs::write(dir.path().join("onrecord.manifest-2.bin"), "half a manifest").unwrap();
    let archive = Archive::open(dir.path()).unwrap();
    assert_eq!(archive.manifest().unwrap(), before);
    check(&LocalEngine::of(archive).unwrap(), term("old"), &["a"]);
    update(dir.path(), &[article("a").paragraph("The new letter.").record()]);
    check(&LocalEngine::open(dir.path()).unwrap(), term("new"), &["a"]);
}

#[test]
fn a_checkpoint_outlives_the_run() {
    let dir = tempfile::tempdir().unwrap();
    update(dir.path(), &[article("gone").paragraph("old").record(), article("b").paragraph(COPY).record()]);
    let mut long = Archive::open(dir.path()).unwrap().begin(SMALL).unwrap();
    put(&long, &article("a").paragraph(COPY).record());
    long.plan("b", facts(1));
    long.checkpoint().unwrap();
    put(&long, &article("c").paragraph("lost").record());
    drop(long);
    check(&LocalEngine::open(dir.path()).unwrap(), Query::All, &["a", "gone"]);

    let mut next = Archive::open(dir.path()).unwrap().begin(SMALL).unwrap();
    assert_eq!(next.plan("a", facts(1)), Plan::Unchanged);
    assert_eq!(next.plan("b", facts(1)), Plan::UnchangedCopy);
    assert_eq!(next.plan("c", facts(1)), Plan::Read);
    put(&next, &article("c").paragraph("found").record());
    next.checkpoint().unwrap();
    let done = next.finish().unwrap();
    assert_eq!((done.found, done.indexed, done.unchanged, done.duplicate, done.removed), (3, 1, 1, 1, 1));
    check(&LocalEngine::open(dir.path()).unwrap(), Query::All, &["a", "c"]);
}

/// Everything in one step: until it is done readers see what there was, and so does the next run if it is killed.
#[test]
fn what_is_read_anew_is_seen_when_all_of_it_is() {
    let dir = tempfile::tempdir().unwrap();
    update(dir.path(), &[article("a").paragraph("old").record(), article("b").paragraph("old").record()]);
    let anew = WriterOptions { anew: true, ..SMALL };
    let begin = || Archive::open(dir.path()).unwrap().begin(anew).unwrap();
    let mut killed = begin();
    assert_eq!(killed.plan("a", facts(1)), Plan::Read);
    put(&killed, &article("a").paragraph("new").record());
    killed.checkpoint().unwrap();
    check(&LocalEngine::open(dir.path()).unwrap(), term("old"), &["a", "b"]);
    drop(killed);
    check(&LocalEngine::open(dir.path()).unwrap(), term("old"), &["a", "b"]);
    let whole = begin();
    put(&whole, &article("a").paragraph("new").record());
    let done = whole.finish().unwrap();
    assert_eq!((done.found, done.indexed, done.articles), (1, 1, 1));
    check(&LocalEngine::open(dir.path()).unwrap(), Query::All, &["a"]);
    check(&LocalEngine::open(dir.path()).unwrap(), term("new"), &["a"]);
}

/// What cannot be told from it is read again, and until then can be searched.
#[test]
fn a_torn_manifest_heals() {
    let dir = tempfile::tempdir().unwrap();
    update(dir.path(), &[article("a").paragraph("letter").record()]);
    let path = dir.path().join("onrecord.manifest-1.bin");
    let whole = std::fs::read(&path).unwrap();
    for torn in [&whole[..whole.len() / 2], &[][..], b"garbage"] {
        std::fs::write(&path, torn).unwrap();
        let archive = Archive::open(dir.path()).unwrap();
        assert!(matches!(archive.manifest(), Err(IndexError::Damaged { .. })));
        check(&LocalEngine::of(archive.clone()).unwrap(), term("letter"), &["a"]);
        let next = archive.begin(SMALL).unwrap();
        assert!(next.is_anew());
        assert_eq!(next.plan("a", facts(1)), Plan::Read);
    }
    std::fs::remove_file(&path).unwrap();
    update(dir.path(), &[article("a").paragraph("letter").record()]);
    assert_eq!(Archive::open(dir.path()).unwrap().manifest().unwrap().len(), 1);
    check(&LocalEngine::open(dir.path()).unwrap(), term("letter"), &["a"]);
}

#[test]
fn an_orphan_that_nobody_read_is_left_to_the_next_run() {
    let dir = tempfile::tempdir().unwrap();
    let copy = |path: &str| article(path).paragraph(COPY).record();
    update(dir.path(), &[copy("a"), copy("b")]);
    let careless = Archive::open(dir.path()).unwrap().begin(SMALL).unwrap();
    careless.plan("b", facts(1));
    let done = careless.finish().unwrap();
    assert_eq!((done.found, done.rejected, done.removed, done.articles), (1, 1, 1, 0));
    let next = Archive::open(dir.path()).unwrap().begin(SMALL).unwrap();
    assert_eq!(next.plan("b", facts(1)), Plan::Read);
}

#[test]
fn threads_change_nothing() {
    let records: Vec<Record> = (0..40)
        .map(|n| {
            let words =
                WORDS.iter().cycle().skip(n % 5).take(3 + n % 4).copied().collect::<Vec<_>>().join(" ");
            article(&format!("{n:02}")).headline(WORDS[n % 8]).quote(&words, PEOPLE[n % 4]).record()
        })
        .collect();
    let (_dir, one) = engine(&records);
    let dir = tempfile::tempdir().unwrap();
    let many = Archive::open_or_create(dir.path(), Duration::ZERO).unwrap();
    let many = many.begin(WriterOptions { threads: 4, memory: 80_000_000, ..SMALL }).unwrap();
    std::thread::scope(|scope| {
        for part in records.chunks(10) {
            let many = &many;
            scope.spawn(move || part.iter().rev().for_each(|record| put(many, record)));
        }
    });
    many.finish().unwrap();
    let many = LocalEngine::open(dir.path()).unwrap();
    for word in WORDS {
        let facets = vec![FacetRequest { name: FacetName::Speaker, limit: 3 }];
        let request = Request { facets, limit: 40, ..asked(term(word)) };
        assert_eq!(still(one.search(&request).unwrap()), still(many.search(&request).unwrap()), "{word}");
    }
}
