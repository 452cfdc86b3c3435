//! Small archives, resolved.

use std::sync::Arc;

use expect_test::{Expect, expect};
use proptest::prelude::*;

use super::*;
use crate::model::{ArticleId, EntityKind};

mod bodies;
mod mistaken;
mod namesakes;

/// Reads an archive, one article a line:
/// `id date: Name = alias = alias (role; organization), @Organization, %Place, ?Guessed Person, @?Guessed Organization, …`.
fn archive(text: &str) -> Vec<Appearance> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).flat_map(article).collect()
}

fn article(line: &str) -> Vec<Appearance> {
    let (head, rest) = line.split_once(':').unwrap();
    let (id, date) = head.split_once(' ').unwrap_or((head, ""));
    let mut seen: Vec<Appearance> = rest
        .split(',')
        .enumerate()
        .map(|(local, entity)| {
            let (names, post) = entity.split_once('(').unwrap_or((entity, ""));
            let (role, body) = post
                .trim()
                .trim_end_matches(')')
                .split_once(';')
                .unwrap_or((post.trim().trim_end_matches(')'), ""));
            let mut names = names.split('=').map(|name| name.trim().to_owned());
            let name = names.next().unwrap();
            let some = |text: &str| (!text.trim().is_empty()).then(|| text.trim().to_owned());
            Appearance {
                article: ArticleId(id.to_owned()),
                local: local as u32,
                published: date.parse().ok(),
                kind: if name.starts_with(['@', '%']) {
                    EntityKind::Organization
                } else {
                    EntityKind::Person
                },
                guessed: name.trim_start_matches('@').starts_with('?'),
                place: name.starts_with('%'),
                name: name.trim_start_matches(['@', '%', '?']).to_owned(),
                aliases: names.collect(),
                role: some(role),
                organization: some(body),
                speaks: true,
                company: Arc::default(),
            }
        })
        .collect();
    let company: Arc<[String]> = seen.iter().map(|one| one.name.clone()).collect();
    for one in &mut seen {
        one.company = Arc::clone(&company);
    }
    seen
}

/// Entities with more than one appearance or another name, and where they appear.
fn render(table: &EntityTable) -> String {
    let mut lines: Vec<String> = table
        .entities
        .iter()
        .map(|entity| {
            let aliases: Vec<String> = entity
                .aliases
                .iter()
                .map(|alias| format!(" = {} ({:?})", alias.name, alias.evidence.tie))
                .collect();
            let articles: Vec<String> =
                entity.members.iter().map(|member| member.article.0.clone()).collect();
            format!("{}{}: {}\n", entity.name, aliases.concat(), articles.join(" "))
        })
        .collect();
    lines.sort();
    lines.concat()
}

#[track_caller]
fn check(text: &str, want: Expect) {
    let table = resolve(archive(text), &Authority::default()).table;
    want.assert_eq(&render(&table));
}

#[track_caller]
fn check_authority(text: &str, authority: &str, want: Expect) {
    let resolved = resolve(archive(text), &authority.parse().unwrap());
    let warnings: Vec<String> =
        resolved.warnings.iter().map(|w| format!("! {}: {} ({})\n", w.line, w.message, w.hint)).collect();
    want.assert_eq(&(render(&resolved.table) + &warnings.concat()));
}

#[test]
fn a_single_name_that_the_archive_knows_as_a_body_is_the_body() {
    check(
        "a: @Verdalia\nb: @Verdalia\nc: Verdalia, Bo Lind\nd: Mr. Verdalia\ne: Verdalia (captain)",
        expect![[r#"
            Bo Lind: c
            Verdalia = Mr. Verdalia (SameName): d e
            Verdalia: a b c
        "#]],
    );
    check(
        "a: @Castellane Bank = Castellane\nb: @Castellane Bank = Castellane\nc: Castellane\nd: @Harrow\ne: Harrow\nf: Harrow",
        expect![[r#"
            Castellane Bank = Castellane (SameArticle): a b c
            Harrow: d
            Harrow: e f
        "#]],
    );
    check(
        "a: @Castellane Bank = Castellane\nb: Ana Castellane\nc: Castellane",
        expect![[r#"
        Ana Castellane: b
        Castellane Bank = Castellane (SameArticle): a
        Castellane: c
    "#]],
    );
}

#[test]
fn transliterations_join_with_support() {
    check(
        "a 2023-01-05: Ali Khamenei (Supreme Leader; Iran)
         b 2023-02-05: Ali Khamanei (Supreme Leader; Iran)
         c 2023-03-05: Khameini (Supreme Leader; Iran)
         d 1987-03-05: Ruhollah Khomeini (Imam)
         e 2011-03-05: Muammar Gaddafi (colonel; Libya)
         f 2011-03-09: Moammar al-Qadhafi (; Libya)
         g 2024-03-09: Volodymyr Zelensky (president; Ukraine)
         h 2024-03-19: Volodymyr Zelenskyy (president)",
        expect![[r#"
            Ali Khamanei = Ali Khamenei (Sound) = Khameini (Sound): a b c
            Moammar al-Qadhafi = Muammar Gaddafi (Sound): e f
            Ruhollah Khomeini: d
            Volodymyr Zelenskyy = Volodymyr Zelensky (Sound): g h
        "#]],
    );
}

#[test]
fn sound_alone_joins_nobody() {
    check(
        "a 2023-01-05: Ali Khamenei (Supreme Leader; Iran), Hassan Rouhani
         b 2013-02-05: Ali Khamanei (baker)
         c 2013-02-05: Khameini
         d 2003-02-05: Ali Khomeini (cleric), Hassan Khomeini
         e 2023-01-09: Khomeini, Ali Khamenei (Supreme Leader; Iran), Hassan Rouhani",
        expect![[r#"
            Ali Khamanei: b
            Ali Khamenei: a e
            Ali Khomeini: d
            Hassan Khomeini: d
            Hassan Rouhani: a e
            Khameini: c
            Khomeini: e
        "#]],
    );
}

#[test]
fn a_surname_that_somebody_bears_is_no_slip_for_another() {
    check(
        "a 2024-03-01: Dorian Reegan = Regan (president), Ana Ruiz
         b 2024-03-02: Conrad Regan (president), Bo Lind
         c 2024-03-03: Reegan (president), Ana Ruiz, Bo Lind
         d 2024-03-04: Regan (president), Bo Lind, Ana Ruiz",
        expect![[r#"
            Ana Ruiz: a c d
            Bo Lind: b c d
            Conrad Regan = Regan (Surname): b d
            Dorian Reegan = Reegan (Surname) = Regan (SameArticle): a c
        "#]],
    );
}

#[test]
fn short_surnames_and_company_alone_make_no_spelling() {
    check(
        "a 2024-03-01: Mei Wang, Ana Ruiz, Bo Lind, @Harrow Rovers
         b 2024-03-02: Mei Anne Wong, Ana Ruiz, Bo Lind, @Harrow Rovers
         c 2024-03-01: Travis Kollin, Ana Ruiz, Bo Lind, @Harrow Rovers
         d 2024-03-02: Travis Kalolanni, Ana Ruiz, Bo Lind, @Harrow Rovers
         e 2024-03-01: Noboru Kato (minister), Ana Ruiz
         f 2024-03-02: Noboru Katoh (minister), Ana Ruiz",
        expect![[r#"
            Ana Ruiz: a b c d e f
            Bo Lind: a b c d
            Harrow Rovers: a b c d
            Mei Anne Wong: b
            Mei Wang: a
            Noboru Katoh = Noboru Kato (Sound): e f
            Travis Kalolanni: d
            Travis Kollin: c
        "#]],
    );
}

#[test]
fn of_two_alike_the_one_who_is_in_the_news_far_more_is_meant() {
    let often: String =
        (10..26).map(|n| format!("m{n} 2024-03-{n}: Helen Castellane (mayor), @Otto\n")).collect();
    let text = format!(
        "{often}a 2024-03-20: Paul Castellane (mayor), @Otto\nb 2024-03-21: Castellane (mayor), @Otto\n"
    );
    let table = resolve(archive(&text), &Authority::default()).table;
    let helen = table.entities.iter().find(|one| one.name == "Helen Castellane");
    assert_eq!(helen.map(|one| one.members.len()), Some(17));
}

#[test]
fn a_surname_finds_its_one_bearer() {
    check(
        "a 2024-04-01: Helen Castellane (mayor; Port Alder), Owen Pryce
         b 2024-04-18: Castellane (mayor)
         c 2024-04-20: Paul Castellane (chief executive; Castellane Shipping), Owen Pryce
         d 2024-05-20: Castellane (; Castellane Shipping)
         e 2024-05-21: Castellane, Owen Pryce
         f 1990-05-21: Castellane
         g 2024-06-21: Castellane, Helen Castellane",
        expect![[r#"
            Castellane: e
            Castellane: f
            Helen Castellane = Castellane (Surname): a b g g
            Owen Pryce: a c e
            Paul Castellane = Castellane (Surname): c d
        "#]],
    );
}

#[test]
fn juniors_and_initials() {
    check(
        "a 2021-06-18: James Okafor Jr. (head coach; Harrow Rovers), Ana Ruiz
         b 2021-06-19: James Okafor Sr. (former captain)
         c 2021-06-20: James Okafor (coach; Rovers)
         d 2021-06-20: J. Okafor (; Harrow Rovers)
         e 2021-06-20: George W. Bush (president), Ana Ruiz
         f 2021-06-21: George H.W. Bush (president)
         g 2021-06-22: George Bush (president)",
        expect![[r#"
            Ana Ruiz: a e
            George Bush: g
            George H.W. Bush: f
            George W. Bush: e
            James Okafor Jr. = J. Okafor (GivenName) = James Okafor (GivenName): a c d
            James Okafor Sr.: b
        "#]],
    );
}

#[test]
fn a_new_job_makes_nobody_another() {
    check(
        "a 2022-03-11: Nils Arden (deputy transport minister)
         b 2024-05-08: Nils Arden (chief executive; Westmark Rail)
         c 2024-05-18: Tove Verhagen (captain)
         d 2025-05-18: Tove Verhagen (physiotherapist)",
        expect![[r#"
            Nils Arden: a b
            Tove Verhagen: c d
        "#]],
    );
}

#[test]
fn one_name_in_two_walks_of_life_is_two_people() {
    check(
        "a 2025-03-01: John Smith (striker; Harrow Rovers), James Okafor
         b 2025-03-04: John Smith (senator; Senate), Warren Tuck
         c 2025-03-07: John Smith (striker; Harrow Rovers)
         d 2025-03-09: John Smith, Warren Tuck
         e 2025-03-09: Smith (striker)",
        expect![[r#"
            James Okafor: a
            John Smith = Smith (Surname): a c e
            John Smith: b d
            Warren Tuck: b d
        "#]],
    );
}

#[test]
fn employers_that_take_turns_are_two_people() {
    check(
        "a 2020-01-01: Ana Ruiz (analyst; Tallis Institute), A A, A B, A C, A D
         b 2020-02-01: Ana Ruiz (lawyer; Alder Bank), B A, B B, B C, B D
         c 2020-03-01: Ana Ruiz (analyst; Tallis Institute), A A
         d 2020-04-01: Ana Ruiz (lawyer; Alder Bank), B A
         e 2020-05-01: Ana Ruiz (analyst; Tallis Institute), A B
         f 2020-06-01: Ana Ruiz (lawyer; Alder Bank), B B",
        expect![[r#"
            A A: a c
            A B: a e
            A C: a
            A D: a
            Ana Ruiz: a c e
            Ana Ruiz: b d f
            B A: b d
            B B: b f
            B C: b
            B D: b
        "#]],
    );
}

#[test]
fn names_with_the_family_first_come_home() {
    check(
        "a 2024-03-01: Li Qianru = Li (chief engineer; Sunmere Energy), Jonas Weber
         b 2024-03-05: Li (chief engineer; Sunmere Energy)
         c 2024-03-05: Li (baker)",
        expect![[r#"
            Jonas Weber: a
            Li Qianru = Li (SameArticle): a b
            Li: c
        "#]],
    );
}

#[test]
fn a_description_is_no_name() {
    check(
        "a 2024-03-01: the president (president; Sunmere Energy)
         b 2024-03-05: the president (president)
         c 2024-03-05: the president (president; Sunmere Energy)",
        expect![[r#"
            the president: a c
            the president: b
        "#]],
    );
}

#[test]
fn posts_are_dated() {
    let table = resolve(
        archive(
            "a 2019-06-14: Marta Oyelaran (director of the Gulf program; Tallis Institute)
             b 2023-10-21: Marta Oyelaran (director of the Gulf program; the Tallis Institute)
             c 2024-09-23: Marta Oyelaran (senior fellow; Brandt Centre)",
        ),
        &Authority::default(),
    )
    .table;
    let [marta] = &table.entities[..] else { panic!("{table:?}") };
    let then = |date: &str| {
        let date = date.parse().unwrap();
        let name = |dated: Option<&Dated>| dated.map_or("–".to_owned(), |dated| dated.name.clone());
        format!("{}, {}", name(marta.role_at(&date)), name(marta.organization_at(&date)))
    };
    assert_eq!(then("2018"), "–, –");
    assert_eq!(then("2021-01-01"), "director of the Gulf program, Tallis Institute");
    assert_eq!(then("2024-01-01"), "director of the Gulf program, Tallis Institute");
    assert_eq!(then("2024"), "senior fellow, Brandt Centre");
    assert_eq!(then("2025-01-01"), "senior fellow, Brandt Centre");
    assert_eq!(marta.organizations[0].count, 2);
}

const TWO_SMITHS: &str = "a1 2020: John Smith (striker; Rovers)
                          b1 2023: John Smith (senator)
                          c1 2024: Jon Smythe (senator)
                          d1 2024: Local 9";

#[test]
fn the_archivist_has_the_last_word() {
    check_authority(
        TWO_SMITHS,
        "[[merge]]\ninto = \"John Smith (senator)\"\nnames = [\"Jon Smythe\"]\n\
         [[split]]\nname = \"John Smith\"\nparts = [{ name = \"John Smith (senator)\", role = \"senator\" }]\n\
         [[rename]]\nfrom = \"John Smith #a1\"\nto = \"Johnny Smith\"\n\
         [[kind]]\nname = \"Local 9\"\nkind = \"organization\"\n[[note]]\nname = \"Johnny Smith\"\ntext = \"a note\"\n",
        expect![[r#"
            John Smith (senator) = John Smith (SameName) = Jon Smythe (Authority): b1 c1
            Johnny Smith = John Smith (Authority): a1
            Local 9: d1
        "#]],
    );
}

#[test]
fn what_cannot_be_done_is_told() {
    check_authority(
        "a1 2025-03-01: John Smith (striker; Rovers)\nb1 2025-03-02: John Smith (senator; Senate)",
        "[[merge]]\ninto = \"John Smith\"\nnames = [\"Ana Ruiz\"]\n[[note]]\nname = \"Ana Ruiz\"\ntext = \"t\"\n\
         [[split]]\nname = \"John Smith #b1\"\nparts = [{ name = \"X\", articles = [\"ff\"] }]\n",
        expect![[r#"
            John Smith: a1
            John Smith: b1
            ! 1: 2 in the archive are called “John Smith” (say which by one of its articles: "John Smith #a1")
            ! 4: nobody in the archive is called “Ana Ruiz” (`onrecord people NAME` shows how a name is spelled here)
            ! 7: the part “X” of “John Smith #b1” claims nobody (every condition of a part must hold for an appearance to be its own)
        "#]],
    );
}

#[test]
fn ids_outlive_a_rename_and_new_articles() {
    let id = |text: &str, authority: &str| {
        resolve(archive(text), &authority.parse().unwrap()).table.find("Owen Pryce")[0].id.clone()
    };
    let first = id("a 2020: Owen Pryce (minister)", "");
    assert_eq!(first, id("a 2020: Owen Pryce (minister)\nb 2021: Owen Pryce (minister)", ""));
    assert_eq!(
        first,
        id("a 2020: Owen Pryce (minister)", "[[rename]]\nfrom = \"Owen Pryce\"\nto = \"O. P.\"")
    );
    assert_eq!(first.0.len(), 12);
}

#[test]
fn spellings_join_by_whatever_they_share() {
    check(
        "a 2024-03-09: Volodymyr Zelensky (president), Ana Ruiz, Owen Pryce
         b 2019-06-19: Volodymyr Zelenskyy (; Ukraine)
         c 2024-03-20: Volodymyr Zelenskiy, Ana Ruiz, Owen Pryce
         d 2019-06-25: Vladimir Zelenskyj (comedian; Ukraine)
         e 2011-03-05: Muammar Gaddafi (leader of the revolution), Musa Kusa, Bo Lind
         f 2011-03-09: Muammar Qaddafi (leader of the revolution)
         g 2011-03-11: Moammar Kadafi, Musa Kusa, Bo Lind
         h 2011-03-12: Gadhafi (leader of the revolution)",
        expect![[r#"
            Ana Ruiz: a c
            Bo Lind: e g
            Muammar Gaddafi = Gadhafi (Sound) = Moammar Kadafi (Sound) = Muammar Qaddafi (Sound): e f g h
            Musa Kusa: e g
            Owen Pryce: a c
            Volodymyr Zelenskiy = Volodymyr Zelensky (Sound): a c
            Volodymyr Zelenskyy = Vladimir Zelenskyj (Sound): b d
        "#]],
    );
}

#[test]
fn a_sound_and_a_date_are_not_enough() {
    check(
        "a 2024-03-09: Reza Karimi (baker; Alder Mill)
         b 2024-03-10: Reza Kareemi (surgeon; Quay Hospital)
         c 2024-03-10: Karimy
         d 2024-03-11: Volodymyr Zelensky (president)
         e 2024-03-12: Volodymyr Zelenskyy (goalkeeper; Harrow Rovers)
         f 2024-03-12: Zelenskiy
         g 2024-03-13: Rosa Kadafi (nurse), Ana Ruiz
         h 2024-03-14: Muammar Gaddafi (colonel), Ana Ruiz",
        expect![[r#"
            Ana Ruiz: g h
            Karimy: c
            Muammar Gaddafi: h
            Reza Kareemi: b
            Reza Karimi: a
            Rosa Kadafi: g
            Volodymyr Zelensky: d
            Volodymyr Zelenskyy: e
            Zelenskiy: f
        "#]],
    );
}

#[test]
fn whom_one_article_tells_apart_no_chain_joins() {
    check(
        "a 2023-01-05: Ali Khamenei (leader; Iran), Ali Khomeini (cleric; Iran), Ana Ruiz, Owen Pryce, Bo Lind
         b 2023-01-06: Ali Khamanei (leader; Iran), Ana Ruiz
         c 2023-01-07: Ali Khomeini (cleric; Iran), Ana Ruiz
         d 2023-01-08: Khamaney (leader; Iran), Ana Ruiz
         e 2023-02-01: Idris Vahdani (minister; Quay), Idris Wahdany (minister; Quay)
         f 2023-02-02: Idris Wahdani (minister; Quay)",
        expect![[r#"
            Ali Khamanei = Ali Khamenei (Sound) = Khamaney (Sound): a b d
            Ali Khomeini: a c
            Ana Ruiz: a b c d
            Bo Lind: a
            Idris Vahdani: e
            Idris Wahdani: f
            Idris Wahdany: e
            Owen Pryce: a
        "#]],
    );
}

/// A small archive of people who are easily taken for each other.
fn any_archive() -> impl Strategy<Value = Vec<Vec<Appearance>>> {
    let name = prop::sample::select(vec![
        "Ali Khamenei",
        "Ali Khamanei",
        "Khameini",
        "Khomeini",
        "Ruhollah Khomeini",
        "J. Smith",
        "John Smith",
        "Smith",
        "Jane Smith",
        "John Smith Jr.",
        "Mr. Smith",
        "Ms. Smith",
        "@Harbour Authority",
        "@Port Alder Harbour Authority",
        "@Port Alder",
        "@Harbour Authority Committee",
        "@SMITH",
        "@Smith Works",
        "@John Smith",
        "?John Smith",
        "@Systems Inc = SMT",
        "@SMT",
    ]);
    let role = prop::sample::select(vec![
        "",
        "striker; Rovers",
        "senator; Senate",
        "Supreme Leader; Iran",
        "; Iran",
    ]);
    let article = (prop::collection::vec((name, role), 1..4), 2000..2004, 1..13_i32);
    prop::collection::vec(article, 1..14).prop_map(|articles| {
        let lines = articles.into_iter().enumerate().map(|(n, (people, year, month))| {
            let people: Vec<String> =
                people.into_iter().map(|(name, role)| format!("{name} ({role})")).collect();
            super::tests::article(&format!("{n:02} {year}-{month:02}: {}", people.join(",")))
        });
        lines.collect()
    })
}

/// The same as [`resolve`] by two hands, with what they hold in so many parts.
pub(super) fn in_parts(articles: &[Vec<Appearance>], parts: u32, authority: &Authority) -> Resolved {
    let shelves = MemoryShelves::default();
    let resolver = Resolver::new(&shelves, parts).explained();
    let (mut one, mut other) = (resolver.hand(), resolver.hand());
    for (at, article) in articles.iter().enumerate() {
        let hand = if at % 3 == 0 { &mut one } else { &mut other };
        hand.take(&article[0].article, article).unwrap();
    }
    other.finish().unwrap();
    one.finish().unwrap();
    resolver.resolve(authority).unwrap()
}

#[test]
fn the_archivist_is_heard_in_parts_as_well() {
    let all = archive(
        "a1 2020: John Smith (striker; Rovers), Ana Ruiz
         b1 2023: John Smith (senator), @Harbour Authority, Ana Ruiz, Bo Lind
         c1 2024: Jon Smythe (senator), @Port Alder Harbour Authority, Ana Ruiz, Bo Lind
         d1 2024: Local 9, the president",
    );
    let authority = "[[merge]]\ninto = \"John Smith (senator)\"\nnames = [\"Jon Smythe\"]\n\
         [[split]]\nname = \"John Smith\"\nparts = [{ name = \"John Smith (senator)\", role = \"senator\" }]\n\
         [[rename]]\nfrom = \"Harbour Authority\"\nto = \"The Harbour\"\n\
         [[kind]]\nname = \"Local 9\"\nkind = \"organization\"\n[[note]]\nname = \"Nobody\"\ntext = \"t\"\n";
    let authority: Authority = authority.parse().unwrap();
    let articles: Vec<Vec<Appearance>> =
        all.chunk_by(|a, b| a.article == b.article).map(<[Appearance]>::to_vec).collect();
    let whole = resolve(all, &authority);
    assert_eq!(whole.warnings.len(), 1, "{:?}", whole.warnings);
    for parts in [1, 2, 7, 64] {
        assert_eq!(in_parts(&articles, parts, &authority), whole);
    }
}

proptest! {
    #[test]
    fn parts_order_and_hands_change_nothing(
        (articles, shuffled) in any_archive().prop_flat_map(|all| (Just(all.clone()), Just(all).prop_shuffle())),
        parts in 1..9_u32,
    ) {
        let whole = resolve(articles.iter().flatten().cloned(), &Authority::default());
        prop_assert_eq!(in_parts(&shuffled, parts, &Authority::default()), whole);
    }

    #[test]
    fn no_entity_has_names_that_are_apart(articles in any_archive()) {
        use super::name_key::{PersonName, Relation};
        let table = resolve(articles.into_iter().flatten(), &Authority::default()).table;
        for entity in table.entities.iter().filter(|entity| entity.kind == EntityKind::Person) {
            let names = || std::iter::once(&entity.name).chain(entity.aliases.iter().map(|alias| &alias.name));
            let full: Vec<PersonName> =
                names().filter_map(|name| PersonName::parse(name)).filter(|name| !name.is_vague()).collect();
            for (at, name) in full.iter().enumerate() {
                for other in &full[at + 1..] {
                    prop_assert_ne!(name.relation(other), Relation::Apart, "{:?}", entity);
                }
            }
        }
    }

    #[test]
    fn everybody_is_somebody_once(articles in any_archive()) {
        let all: Vec<Appearance> = articles.into_iter().flatten().collect();
        let table = resolve(all.clone(), &Authority::default()).table;
        prop_assert_eq!(table.by_member().len(), all.len());
        prop_assert_eq!(table.entities.iter().map(|entity| entity.members.len()).sum::<usize>(), all.len());
        let mut ids: Vec<&EntityId> = table.entities.iter().map(|entity| &entity.id).collect();
        ids.sort();
        ids.dedup();
        prop_assert_eq!(ids.len(), table.entities.len());
    }
}
