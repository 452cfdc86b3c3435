use super::*;
use proptest::prelude::*;

fn entry(state: FileState) -> FileEntry {
    FileEntry {
        facts: FileFacts { size: 3, mtime: -1 },
        hash: "abc".into(),
        state,
        articles: 2,
        statements: 5,
        lengths: Lengths { headline: 1, body: 2, quotes: 3 },
        sketches: Vec::new(),
        problems: vec![Problem { place: "a:2".into(), reason: "empty".into() }],
        met: BTreeMap::from([("left out".to_owned(), 1)]),
    }
}

/// Makes what is known into what a change comes to; as whoever commits does.
fn committed(dir: &Path, known: &mut Known, number: u64, delta: &Delta) -> Payload {
    let changed = known.commit(dir, number, delta).unwrap();
    known.change(changed);
    Payload { generation: number, parts: known.parts(), ..Payload::default() }.telling(known.sums())
}

#[test]
fn written_and_read_again() {
    let dir = tempfile::tempdir().unwrap();
    let manifest = Manifest::from([
        ("a\nb.txt".to_owned(), entry(FileState::Indexed)),
        ("c.txt".to_owned(), entry(FileState::Duplicate("a\nb.txt".into()))),
        ("d".to_owned(), entry(FileState::Rejected { reason: "empty".into(), retry: true })),
        ("e".to_owned(), FileEntry { hash: "00ffA0".into(), ..entry(FileState::Indexed) }),
        ("f".to_owned(), FileEntry { hash: "00ffa0".into(), ..entry(FileState::Indexed) }),
    ]);
    let delta = manifest.iter().map(|(path, entry)| (path.clone(), Some(entry.clone()))).collect();
    let mut known = Known::default();
    committed(dir.path(), &mut known, 1, &Delta::new());
    let payload = committed(dir.path(), &mut known, 2, &delta);
    sweep(dir.path(), &payload);
    assert_eq!(read(dir.path(), &payload).unwrap(), manifest);
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
    assert!(read(dir.path(), &Payload::default()).unwrap().is_empty());
    assert_eq!((payload.generation, payload.articles), (2, 6));
    let found: Vec<&str> = known.with_hash("00ffa0").map(|at| known.path(at)).collect();
    assert_eq!(found, ["f"]);
}

#[test]
fn cut_short_is_an_error() {
    let dir = tempfile::tempdir().unwrap();
    let mut known = Known::default();
    let delta = Delta::from([("a".to_owned(), Some(entry(FileState::Indexed)))]);
    let payload = committed(dir.path(), &mut known, 1, &delta);
    let path = path(dir.path(), 1);
    let bytes = fs::read(&path).unwrap();
    fs::write(&path, &bytes[..bytes.len() / 2]).unwrap();
    assert!(read(dir.path(), &payload).is_err());
}

#[test]
fn sums_that_hold_less_than_goes_are_no_sums() {
    let dir = tempfile::tempdir().unwrap();
    let mut known = Known::default();
    committed(dir.path(), &mut known, 1, &Delta::from([("a".to_owned(), Some(entry(FileState::Indexed)))]));
    let gone = Delta::from([("a".to_owned(), None)]);
    assert_eq!(known.sums_after(known.sums(), &gone), Some(Sums::default()));
    assert_eq!(known.sums_after(Sums { articles: 9, ..Sums::default() }, &gone), None);
}

/// Whatever stands under a right checksum is answered: no order of hashes leads out of the rows, or round in them.
#[test]
fn a_part_of_any_bytes_is_answered() {
    let dir = tempfile::tempdir().unwrap();
    let hash = |number: usize| format!("{:032x}", (number as u128 % 7) << 64);
    let file = |number: usize| {
        let entry = FileEntry { hash: hash(number), ..entry(FileState::Indexed) };
        (format!("{number:03}.txt"), Some(entry))
    };
    let mut known = Known::default();
    let payload = committed(dir.path(), &mut known, 1, &(0..40).map(file).collect());
    let path = path(dir.path(), 1);
    let whole = fs::read(&path).unwrap();
    let whole = &whole[..whole.len() - 16];
    for at in 0..whole.len() {
        let mut flipped = whole.to_vec();
        flipped[at] ^= 1 << (at % 8);
        flipped[at.saturating_sub(3)] ^= 0x80;
        crate::index::mapped::write(&path, &[&flipped]).unwrap();
        let Ok(known) = Known::open(dir.path(), &payload.parts) else { continue };
        for number in 0..8 {
            assert!(known.with_hash(&hash(number)).all(|at| known.has_hash(at, &hash(number))));
        }
        known.files().take(100).for_each(|at| drop((known.entry(at), known.path(at).len())));
        let _ = (known.sums(), known.sketches().take(1000).count(), known.find("020.txt"));
        let _ = known.sums_after(known.sums(), &(0..9).map(file).collect());
        known.commit(dir.path(), 2, &(0..9).map(file).collect()).unwrap();
    }
}

#[test]
fn a_flipped_bit_is_never_other_rows() {
    let dir = tempfile::tempdir().unwrap();
    let file = |number: usize| (format!("{number:03}.txt"), Some(entry(FileState::Indexed)));
    let mut known = Known::default();
    let payload = committed(dir.path(), &mut known, 1, &(0..90).map(file).collect());
    let path = path(dir.path(), 1);
    let whole = fs::read(&path).unwrap();
    for at in (0..whole.len()).step_by(whole.len() / 97 + 1).chain([whole.len() - 1]) {
        let mut flipped = whole.clone();
        flipped[at] ^= 1 << (at % 8);
        fs::write(&path, &flipped).unwrap();
        assert!(Known::open(dir.path(), &payload.parts).is_err(), "byte {at} was flipped unnoticed");
        fs::write(&path, &whole[..at]).unwrap();
        assert!(Known::open(dir.path(), &payload.parts).is_err(), "cut at {at}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Whatever changes one after the other come to, their parts hold it, and few of them.
    #[test]
    fn parts_hold_what_the_changes_came_to(
        changes in prop::collection::vec(prop::collection::btree_map(0_u8..60, prop::option::of(0_u64..9), 0..30), 1..12),
    ) {
        let dir = tempfile::tempdir().unwrap();
        let (mut known, mut want) = (Known::default(), Manifest::new());
        for (number, change) in (1..).zip(changes) {
            let name = |file: u8| format!("folder/{file}.txt");
            let of = |articles: u64| FileEntry {
                articles,
                hash: format!("{:032x}", articles % 4),
                ..entry(if articles == 8 { FileState::Duplicate("a".into()) } else { FileState::Indexed })
            };
            let delta: Delta = change.iter().map(|(file, articles)| (name(*file), articles.map(of))).collect();
            for (path, entry) in delta.clone() {
                match entry {
                    Some(entry) => want.insert(path, entry),
                    None => want.remove(&path),
                };
            }
            let counted = known.sums_after(known.sums(), &delta);
            let payload = committed(dir.path(), &mut known, number, &delta);
            prop_assert_eq!(counted, Some(known.sums()));
            sweep(dir.path(), &payload);
            for hash in 0..5 {
                let hash = format!("{hash:032x}");
                let mut found: Vec<&str> = known.with_hash(&hash).map(|at| known.path(at)).collect();
                found.sort_unstable();
                let has = want.iter().filter(|(_, entry)| entry.hash == hash);
                prop_assert_eq!(found, has.map(|(path, _)| path.as_str()).collect::<Vec<_>>());
            }
            prop_assert_eq!(&read(dir.path(), &payload).unwrap(), &want);
            prop_assert_eq!(payload.sums(), sums(&want));
            prop_assert!(payload.parts.len() < 6);
            for file in 0..60 {
                prop_assert_eq!(known.get(&name(file)), want.get(&name(file)).cloned());
            }
        }
    }
}

proptest! {
    /// What is called so is found where it lies: also beside names that go on behind the name as no folder does.
    #[test]
    fn files_and_folders_are_found_by_name(
        rows in proptest::collection::btree_set("[ab](/[ab]){0,2}[.0/a-]?[ab]?", 0..30),
        gone in proptest::collection::vec("[ab](/[ab]){0,2}", 0..4),
        name in "[ab](/[ab]){0,2}",
    ) {
        let dir = tempfile::tempdir().unwrap();
        let mut known = Known::default();
        let told = |path: &String| (path.clone(), Some(entry(FileState::Indexed)));
        let (first, later): (Vec<_>, Vec<_>) = rows.iter().partition(|path| path.len() < 4);
        committed(dir.path(), &mut known, 1, &first.into_iter().map(told).collect());
        let gone = gone.into_iter().map(|path| (path, None));
        committed(dir.path(), &mut known, 2, &gone.chain(later.into_iter().map(told)).collect());
        let mut found: Vec<&str> = known.called(&name).map(|at| known.path(at)).collect();
        found.sort_unstable();
        let folder = format!("{name}/");
        let mut want: Vec<&str> = known.files().map(|at| known.path(at)).collect();
        want.retain(|path| *path == name || path.starts_with(&folder));
        want.sort_unstable();
        prop_assert_eq!(found, want);
    }
}

proptest! {
    /// Where a path is looked for first depends on what was asked before; what is found does not.
    #[test]
    fn rows_are_found_in_whatever_order_they_are_asked_for(
        rows in proptest::collection::btree_set("[a-d]{1,3}", 0..20),
        asked in proptest::collection::vec("[a-d]{1,3}", 0..40),
    ) {
        let dir = tempfile::tempdir().unwrap();
        let mut known = Known::default();
        let told = |path: &String| (path.clone(), Some(entry(FileState::Indexed)));
        let (first, later): (Vec<_>, Vec<_>) = rows.iter().partition(|path| path.len() < 3);
        committed(dir.path(), &mut known, 1, &first.into_iter().map(told).collect());
        committed(dir.path(), &mut known, 2, &later.into_iter().map(told).collect());
        for path in &asked {
            prop_assert_eq!(known.find(path).map(|at| known.path(at)), rows.get(path).map(String::as_str));
        }
    }
}
