//! What is said of people, sentence by sentence.

use super::find_roles;
use crate::extract::doc::Doc;
use crate::extract::lexicon::lexicon;
use crate::extract::people::People;
use crate::extract::testing::article;
use crate::model::{EntityKind, Span};

/// Checks the first person's role and organization.
#[track_caller]
fn check(text: &str, role: &str, organization: &str) {
    let article = article(text);
    let doc = Doc::new(&article, lexicon());
    let people = People::gather(&doc);
    let roles = find_roles(&doc, &people);
    let person = people
        .all
        .iter()
        .position(|p| p.kind == EntityKind::Person)
        .unwrap_or_else(|| panic!("nobody in {text}"));
    let words = |span: Option<Span>| span.map_or("", |s| s.of(text));
    assert_eq!(
        (words(roles[person].title), words(roles[person].organization)),
        (role, organization),
        "{text}"
    );
}

mod before_the_name;
mod beside_firms;
mod settled;

#[test]
fn apposition_after_the_name() {
    check(
        "“So,” said Marta Oyelaran, a senior lecturer in International Relations at Kestrel University, on Monday.",
        "senior lecturer in International Relations",
        "Kestrel University",
    );
    check(
        "Marta Oyelaran, director of the Gulf program at the Tallis Institute in Northgate, left.",
        "director of the Gulf program",
        "Tallis Institute",
    );
    check(
        "Then Bettina Krall, president of the Westmark Farmers' Union, spoke.",
        "president",
        "Westmark Farmers' Union",
    );
    check(
        "“No,” said Idris Vahdani, an Iran analyst with the Corvane Group.",
        "Iran analyst",
        "Corvane Group",
    );
}

#[test]
fn a_place_is_no_body() {
    check("Helen Castellane, mayor of Port Alder, left.", "mayor of Port Alder", "");
    check(
        "“No,” said Idris Vahdani, senior director of the Rivers Program at the Northgate DC-based Foundation for the Defense of Rivers.",
        "senior director of the Rivers Program",
        "Foundation for the Defense of Rivers",
    );
}

#[test]
fn titles_before_the_name() {
    check("US President Warren Tuck left.", "US President", "");
    check("He met Chief Inspector Rosa Delgado-Finch there.", "Chief Inspector", "");
    check("Sunmere Energy's chief engineer Li Qianru left.", "chief engineer", "Sunmere Energy");
    check("Sunmere Energy spokesman Jonas Hask left.", "spokesman", "Sunmere Energy");
}

#[test]
fn a_body_before_a_role_goes_on_after_of() {
    check("“No,” said Bank of Harrow analyst Jonas Hask.", "analyst", "Bank of Harrow");
    check(
        "“No,” said League of United Skippers president Jonas Hask.",
        "president",
        "League of United Skippers",
    );
    check(
        "“No,” said University of Port Alder research scholar Jonas Hask.",
        "research scholar",
        "University of Port Alder",
    );
}

#[test]
fn a_noun_with_a_capital_inside_a_sentence_is_a_body() {
    check("“No,” said Lantern co-founder Jonas Hask.", "co-founder", "Lantern");
    check("“No,” said Weather analyst Jonas Hask.", "Weather analyst", "");
    check("“No,” said Democratic strategist Jonas Hask.", "Democratic strategist", "");
    check("He met Banks’ Association chairman Jonas Hask.", "chairman", "Banks’ Association");
}

#[test]
fn nobody_is_a_body() {
    check(
        "Presumptive nominee Ana Ruiz led incumbent President Warren Tuck in the polls.",
        "Presumptive nominee",
        "",
    );
    check("Then Ana Ruiz joined Jonas Hask on the pier.", "", "");
}

#[test]
fn what_begins_with_and_or_is_only_the_first_is_no_role() {
    check("Ana Ruiz, and Harbor Party nominee Gloria Tharn, spoke.", "", "");
    check("Ana Ruiz was the first to leave.", "", "");
    check("Ana Ruiz, vice president to the mayor, left.", "vice president to the mayor", "");
}

#[test]
fn apposition_before_the_name() {
    check("Sunmere Energy's chief engineer, Li Qianru, left.", "chief engineer", "Sunmere Energy");
    check("The mayor of Port Alder, Helen Castellane, left.", "mayor of Port Alder", "");
}

#[test]
fn after_the_name() {
    all(&[
        ("“No,” said Ana Ruiz, 54, a nurse at the Harrow Infirmary.", "nurse", "Harrow Infirmary"),
        (
            "Ana Ruiz, a former minister and now a professor of law at Kestrel University, said no.",
            "professor of law",
            "Kestrel University",
        ),
        (
            "Ana Ruiz, a former director of the Tallis Institute, said no.",
            "former director",
            "Tallis Institute",
        ),
        ("Ana Ruiz, the Tallis Institute's director, said no.", "director", "Tallis Institute"),
        ("Ana Ruiz, spokeswoman for Sunmere Energy, said no.", "spokeswoman", "Sunmere Energy"),
        ("Ana Ruiz, a spokeswoman for the company, said no.", "spokeswoman", "company"),
        (
            "Ana Ruiz, the founder and chief executive of Sunmere Energy, said no.",
            "founder and chief executive",
            "Sunmere Energy",
        ),
        ("Ana Ruiz, co-founder of Verdalia, said no.", "co-founder", "Verdalia"),
        ("Ana Ruiz, CEO of Verdalia, said no.", "CEO", "Verdalia"),
        ("Ana Ruiz, managing partner of Verdalia, said no.", "managing partner", "Verdalia"),
        (
            "Ana Ruiz, president and chief operating officer of Verdalia, said no.",
            "president and chief operating officer",
            "Verdalia",
        ),
        ("Ana Ruiz, the partner of Bo Lind, said no.", "partner of Bo Lind", ""),
        ("Ana Ruiz, chairman of the trust founded in May, said no.", "chairman", "trust"),
        ("Ana Ruiz, mayor of Port Alder, said no.", "mayor of Port Alder", ""),
        ("Ana Ruiz, a resident of Saltmarsh Street, said no.", "resident", ""),
        ("Ana Ruiz, a taxi driver from Harrow, said no.", "taxi driver", ""),
        ("Ana Ruiz, a Harrow taxi driver, said no.", "Harrow taxi driver", ""),
        ("Ana Ruiz, an economist with Alder Bank, said no.", "economist", "Alder Bank"),
        ("Ana Ruiz, an economist at Alder Bank in Northgate, said no.", "economist", "Alder Bank"),
        (
            "Ana Ruiz, chief economist at the Northgate-based Alder Bank, said no.",
            "chief economist",
            "Alder Bank",
        ),
        (
            "Ana Ruiz, associate professor of marine biology at the University of Westmark, said no.",
            "associate professor of marine biology",
            "University of Westmark",
        ),
        ("Ana Ruiz, the university's vice-chancellor, said no.", "vice-chancellor", "university"),
        (
            "Ana Ruiz, chair of the council's housing committee, said no.",
            "chair",
            "council's housing committee",
        ),
        (
            "Ana Ruiz, general secretary of the Rail Crews' Federation, said no.",
            "general secretary",
            "Rail Crews' Federation",
        ),
        ("Ana Ruiz, a lawyer for the families, said no.", "lawyer for the families", ""),
        (
            "Ana Ruiz, a lawyer who represents the tenants’ association, said no.",
            "lawyer",
            "tenants’ association",
        ),
        ("Ana Ruiz, the mother of the missing boy, said no.", "mother of the missing boy", ""),
        ("Ana Ruiz, the author of “The Salt Road”, said no.", "author", ""),
        ("Ana Ruiz, the poet and translator, said no.", "poet and translator", ""),
        ("Ana Ruiz, a poet, said no.", "poet", ""),
        ("Ana Ruiz, poet, said no.", "poet", ""),
        ("Ana Ruiz (chief executive, Sunmere Energy) said no.", "chief executive", "Sunmere Energy"),
        ("Ana Ruiz, chief executive, Sunmere Energy: “No.”", "chief executive", "Sunmere Energy"),
        ("Ana Ruiz, head teacher at Saltgate Primary, said no.", "head teacher", "Saltgate Primary"),
        (
            "Ana Ruiz, deputy director of the Center for Rivers at Kestrel University, said no.",
            "deputy director of the Center for Rivers",
            "Kestrel University",
        ),
        ("Ana Ruiz, Westmark's minister of health, said no.", "minister of health", ""),
        ("Ana Ruiz, the Westmark health minister, said no.", "Westmark health minister", ""),
        ("Ana Ruiz, minister for fisheries, said no.", "minister for fisheries", ""),
        ("Ana Ruiz, police chief of Harrow, said no.", "police chief of Harrow", ""),
        ("Ana Ruiz, a partner at Hale & Orr, said no.", "partner", "Hale & Orr"),
        ("Ana Ruiz, a farmer near Fenwick, said no.", "farmer", ""),
        ("Ana Ruiz, a 39-year-old baker, said no.", "baker", ""),
        ("Ana Ruiz, the Observer's chess correspondent, said no.", "chess correspondent", "Observer"),
        ("Ana Ruiz, then director of the Tallis Institute, said no.", "director", "Tallis Institute"),
        ("Ana Ruiz, retired, said no.", "", ""),
        ("Ana Ruiz, a retired judge, said no.", "retired judge", ""),
        ("Ana Ruiz, an American economist, said no.", "economist", ""),
        (
            "Ana Ruiz, executive director of Rivers Without Borders, said no.",
            "executive director",
            "Rivers Without Borders",
        ),
        (
            "Ana Ruiz, director of programs at the nonprofit Clean Coast, said no.",
            "director of programs",
            "Clean Coast",
        ),
        ("Ana Ruiz, president and CEO of Sunmere Energy, said no.", "president and CEO", "Sunmere Energy"),
        (
            "Ana Ruiz, vice president for research at Sunmere Energy, said no.",
            "vice president for research",
            "Sunmere Energy",
        ),
        ("Ana Ruiz, secretary of state, said no.", "secretary of state", ""),
        ("Ana Ruiz — a midwife at the clinic — said no.", "midwife", "clinic"),
        ("Ana Ruiz, one of the founders of the festival, said no.", "founders", "festival"),
        ("Ana Ruiz, the festival's director, said no.", "director", "festival"),
        ("Ana Ruiz, of Fenwick, said no.", "", ""),
        ("Ana Ruiz, MP for Harrow East, said no.", "MP for Harrow East", ""),
        ("Ana Ruiz, the Liberal MP for Harrow, said no.", "Liberal MP for Harrow", ""),
        ("Ana Ruiz, an independent councillor, said no.", "independent councillor", ""),
        ("Ana Ruiz, the council leader, said no.", "council leader", ""),
        ("Ana Ruiz, leader of the council, said no.", "leader", "council"),
        ("Ana Ruiz, leader of Northgate City Council, said no.", "leader", "Northgate City Council"),
        ("Ana Ruiz, captain of Harrow Rovers, said no.", "captain", "Harrow Rovers"),
        ("Ana Ruiz, Rovers' captain, said no.", "captain", "Rovers"),
        (
            "Ana Ruiz, a virologist, said no. Ruiz works at Lakeside Medical School.",
            "virologist",
            "Lakeside Medical School",
        ),
        ("Ana Ruiz, an aide to Senator Warren Tuck, said no.", "aide to Senator Warren Tuck", ""),
        ("Ana Ruiz, a White House spokeswoman, said no.", "spokeswoman", "White House"),
        ("“No,” said Ana Ruiz, the mayor.", "mayor", ""),
        ("Ana Ruiz, lead author of the study, said no.", "lead author of the study", ""),
        ("Ana Ruiz, Tuck's lawyer, said no.", "lawyer", ""),
        ("Ana Ruiz, Warren Tuck's press secretary, said no.", "press secretary", ""),
        ("Ana Ruiz, owner of the Pilot Inn, said no.", "owner of the Pilot Inn", ""),
        ("Ana Ruiz, a trustee of the Harrow Museum, said no.", "trustee", "Harrow Museum"),
        ("Ana Ruiz, a member of the Harrow Museum's board, said no.", "member", "Harrow Museum"),
        ("Ana Ruiz, a member of the city council, said no.", "member", "city council"),
        ("Ana Ruiz, head of the Harrow Museum, said no.", "head", "Harrow Museum"),
        (
            "Ana Ruiz, head of oceanography at the Sallow Institute, said no.",
            "head of oceanography",
            "Sallow Institute",
        ),
        (
            "Ana Ruiz, general manager of Westmark Rail's northern division, said no.",
            "general manager",
            "Westmark Rail",
        ),
        ("Ana Ruiz, a shop steward at the yard, said no.", "shop steward", ""),
        (
            "Ana Ruiz, conductor of the Northgate Philharmonic, said no.",
            "conductor",
            "Northgate Philharmonic",
        ),
        (
            "Ana Ruiz, curator of drawings at the Harrow Museum, said no.",
            "curator of drawings",
            "Harrow Museum",
        ),
        (
            "Ana Ruiz, a doctoral student in physics at Kestrel University, said no.",
            "doctoral student in physics",
            "Kestrel University",
        ),
        ("Ana Ruiz, a goalkeeper, said no.", "goalkeeper", ""),
        ("Ana Ruiz, a 19-year-old student at Kestrel University, said no.", "student", "Kestrel University"),
        ("Ana Ruiz, 19, a student, said no.", "student", ""),
        ("Ana Ruiz, a mother of three, said no.", "mother", ""),
        ("Ana Ruiz, a mother of three from Harrow, said no.", "mother", ""),
        ("Ana Ruiz, the union's general secretary, said no.", "general secretary", "union"),
        (
            "Ana Ruiz, Alder Bank's chief economist and a former minister, said no.",
            "chief economist",
            "Alder Bank",
        ),
        ("Ana Ruiz, the head of Alder Bank, which lent the money, said no.", "head", "Alder Bank"),
        ("Ana Ruiz, chief executive at the port operator Verdalia, said no.", "chief executive", "Verdalia"),
        ("Ana Ruiz, director at consultancy Hale Partners, said no.", "director", "Hale Partners"),
    ]);
}

#[test]
fn what_verbs_say() {
    all(&[
        (
            "“No,” said Ana Ruiz, 54, who has worked as a nurse at the Harrow Infirmary since 2001.",
            "nurse",
            "Harrow Infirmary",
        ),
        ("Ana Ruiz, who runs the Levant Policy Forum, said no.", "", "Levant Policy Forum"),
        ("Ana Ruiz, who teaches history at Kestrel University, said no.", "", "Kestrel University"),
        ("It is at Kestrel University. Ana Ruiz, who teaches there, said no.", "", "Kestrel University"),
        ("Kestrel University met Harwick College. Ana Ruiz, who teaches history, said no.", "", ""),
        ("Ana Ruiz is the chief executive of Sunmere Energy.", "chief executive", "Sunmere Energy"),
        ("Ana Ruiz became chief executive of Sunmere Energy in May.", "chief executive", "Sunmere Energy"),
        (
            "Ana Ruiz has been head of research at the Tallis Institute since 2010.",
            "head of research",
            "Tallis Institute",
        ),
        (
            "Ana Ruiz was named chief executive of Sunmere Energy on Monday.",
            "chief executive",
            "Sunmere Energy",
        ),
        ("Sunmere Energy named Ana Ruiz chief executive on Monday.", "chief executive", "Sunmere Energy"),
        ("Sunmere Energy has hired Ana Ruiz as its chief engineer.", "chief engineer", "Sunmere Energy"),
        ("Ana Ruiz, who chairs the housing committee, said no.", "", "housing committee"),
        (
            "Ana Ruiz, who was appointed to lead the Harbour Authority in May, said no.",
            "",
            "Harbour Authority",
        ),
        ("Ana Ruiz, who heads Sunmere Energy's legal department, said no.", "", "Sunmere Energy"),
        ("Ana Ruiz was director of the Tallis Institute until 2019.", "director", "Tallis Institute"),
        (
            "Ana Ruiz said no. She is a virologist at Lakeside Medical School.",
            "virologist",
            "Lakeside Medical School",
        ),
        ("Ana Ruiz has coached Harrow Rovers since June.", "", "Harrow Rovers"),
        ("Ana Ruiz, who owns the Pilot Inn, said no.", "", "Pilot Inn"),
        ("Ana Ruiz, who is the union's general secretary, said no.", "general secretary", "union"),
        (
            "Ana Ruiz, who was until recently the union's general secretary, said no.",
            "general secretary",
            "union",
        ),
        (
            "Ana Ruiz, who took over as chief executive of Sunmere Energy in May, said no.",
            "chief executive",
            "Sunmere Energy",
        ),
        ("Ana Ruiz, who served as treasurer of the Harrow Museum, said no.", "treasurer", "Harrow Museum"),
        (
            "Ana Ruiz, who left the Harbour Board last spring and is now treasurer of the Harrow Museum, said no.",
            "treasurer",
            "Harrow Museum",
        ),
        ("Ana Ruiz, who rowed for years and now runs the Pilot Inn, said no.", "", "Pilot Inn"),
        ("Ana Ruiz stepped down as head of Sunmere Energy.", "head", "Sunmere Energy"),
        ("Ana Ruiz, speaking for Sunmere Energy, said no.", "", "Sunmere Energy"),
        ("Ana Ruiz, on behalf of Sunmere Energy, said no.", "", "Sunmere Energy"),
        ("Ana Ruiz, whose company Verdalia Foods makes jam, said no.", "", "Verdalia Foods"),
        (
            "Ana Ruiz has been director of research at the Tallis Institute since 2010.",
            "director of research",
            "Tallis Institute",
        ),
        ("Ana Ruiz has been head of the Tallis Institute since 2010.", "head", "Tallis Institute"),
        ("Ana Ruiz has been mayor since 2010.", "mayor", ""),
    ]);
}

#[test]
fn whom_a_body_chose() {
    all(&[
        (
            "Ana Ruiz counts the hooks. The members of Dockworkers’ Local 9 elected her, and she has slept little since.",
            "",
            "Dockworkers’ Local 9",
        ),
        (
            "Alder Bank has appointed Ana Ruiz, until May an analyst with the Corvane Group, as its chief economist.",
            "chief economist",
            "Alder Bank",
        ),
        ("Harrow Rovers won. Ana Ruiz, his daughter, coaches the side.", "coach", "Harrow Rovers"),
    ]);
}

#[test]
fn ranks_are_held_in_a_body_of_their_kind() {
    all(&[
        ("Chief Inspector Ana Ruiz said no. Harrow Police found a boat.", "Chief Inspector", "Harrow Police"),
        ("Chief Inspector Ana Ruiz said no. Harrow Police met Northgate Police.", "Chief Inspector", ""),
        ("Judge Ana Ruiz said no at Northgate District Court.", "Judge", "Northgate District Court"),
    ]);
}

#[test]
fn whoever_was_met_without_a_name_is_somebody_else() {
    all(&[
        (
            "Ana Ruiz carried bricks. The foreman bet her a week’s wages. The foreman said she would drop them.",
            "",
            "",
        ),
        ("Ana Ruiz kept the lock. They sent an inspector. The inspector said she had to go.", "", ""),
    ]);
}

#[test]
fn a_place_is_nobodys_body() {
    all(&[
        ("Ana Ruiz, a steward at Gate C, said no.", "steward", ""),
        (
            "Sunmere Energy built a mill in Fenwick. Ana Ruiz, the company’s lawyer, said no.",
            "lawyer",
            "Sunmere Energy",
        ),
        ("Ana Ruiz, secretary of the rowing club next door, said no.", "secretary", "rowing club"),
        ("“No,” the Mayor, Mrs. Ana Ruiz, said.", "Mayor", ""),
    ]);
}

#[test]
fn what_is_no_apposition_gives_no_role() {
    all(&[
        // The name is the apposition.
        ("Her lawyer, Ana Ruiz, said the judge was wrong.", "lawyer", ""),
        ("“No,” said Bo Lind. Ana Ruiz, 41, said her brother was ill.", "", ""),
        // The next clause has a subject of its own.
        ("In a row with Ana Ruiz, the mayor said so. “No,” Ruiz said.", "", ""),
        ("According to Ana Ruiz, the mayor was drunk.", "", ""),
        ("Ana Ruiz, the mayor of Port Alder, left early.", "mayor of Port Alder", ""),
    ]);
}

#[test]
fn what_somebody_does_stands_before_the_name() {
    all(&[
        ("Nurse Ana Ruiz said no.", "Nurse", ""),
        ("Det Insp Ana Ruiz said no.", "Det Insp", ""),
        ("Ana Ruiz, chair and chief executive of Dig Ltd, said no.", "chair and chief executive", "Dig Ltd"),
    ]);
}

#[test]
fn a_resumed_description_ends_before_its_verb() {
    all(&[
        ("Ana Ruiz said no. The minister accused Holt of being a liar.", "minister", ""),
        ("Ana Ruiz said no. The director of the Tallis Institute says so.", "director", "Tallis Institute"),
    ]);
}

#[test]
fn of_and_from_a_body() {
    all(&[
        ("Ana Ruiz of the Tallis Institute said no.", "", "Tallis Institute"),
        ("Ana Ruiz from the Tallis Institute said no.", "", "Tallis Institute"),
    ]);
}

/// Checks what is said of Ana Ruiz in each text: role and organization.
#[track_caller]
fn all(texts: &[(&str, &str, &str)]) {
    let mut wrong = String::new();
    for (text, role, organization) in texts {
        let found = of_ana(text);
        if found != ((*role).to_owned(), (*organization).to_owned()) {
            wrong += &format!("{text}\n    {found:?}\n");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

fn of_ana(text: &str) -> (String, String) {
    let article = article(text);
    let doc = Doc::new(&article, lexicon());
    let people = People::gather(&doc);
    let roles = find_roles(&doc, &people);
    let ana = people.all.iter().position(|p| p.name == "Ana Ruiz");
    let ana = ana.unwrap_or_else(|| panic!("no Ana Ruiz in {text}"));
    let words = |span: Option<Span>| span.map_or("", |s| s.of(text)).to_owned();
    (words(roles[ana].title), words(roles[ana].organization))
}

#[test]
fn who_heads_or_speaks_for_a_body_that_stands_elsewhere() {
    all(&[
        ("Tesla cut jobs. CEO Ana Ruiz said no.", "CEO", "Tesla"),
        (
            "Alder Bank met. Ana Ruiz, spokeswoman for the governor, said no.",
            "spokeswoman for the governor",
            "",
        ),
        ("Alder Bank met. The spokeswoman, Ana Ruiz, said no.", "spokeswoman", "Alder Bank"),
    ]);
}

#[test]
fn what_several_are_together() {
    all(&[
        ("Corvane analysts Bo Lind and Ana Ruiz said no.", "analysts", "Corvane"),
        ("Corvane Group engineers Bo Lind and Ana Ruiz said no.", "engineers", "Corvane Group"),
        ("American engineers Bo Lind and Ana Ruiz said no.", "engineers", ""),
        ("Health and Education Minister Ana Ruiz said no.", "Health and Education Minister", ""),
        ("Road Transport and Bridges Minister Ana Ruiz said no.", "Road Transport and Bridges Minister", ""),
        ("Lind and Education Minister Ana Ruiz said no.", "Education Minister", ""),
    ]);
}

#[test]
fn two_offices_and_one_of_several() {
    all(&[
        ("Ana Ruiz, chairman and CEO of Verdalia, said no.", "chairman and CEO", "Verdalia"),
        ("Ana Ruiz, one of two partners at Corvane & Lind, said no.", "partners", "Corvane & Lind"),
        ("Ana Ruiz, one of the lawyers, said no.", "lawyers", ""),
        ("Lead author Ana Ruiz said no.", "Lead author", ""),
    ]);
}

#[test]
fn names_may_be_the_last_words() {
    all(&[("It rained on Bo Lind and Ana Ruiz", "", "")]);
}

#[test]
fn what_somebody_did_is_no_role() {
    all(&[("A couple, Bo Lind and Ana Ruiz, made a long drive for the rally.", "", "")]);
}

#[test]
fn whose_body_owns_the_name() {
    all(&[
        ("Corvane’s Ana Ruiz said no.", "", "Corvane"),
        ("France’s Ana Ruiz said no.", "", ""),
        ("“No,” said Corvane founder and CEO, Ana Ruiz, on Monday.", "founder and CEO", "Corvane"),
    ]);
}
