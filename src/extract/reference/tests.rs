use crate::extract::extract;
use crate::extract::testing::article;
use crate::model::{Article, Author, EntityKind, ParagraphKind, Statement};

/// Each statement's speaker with what the words refer to: “She = Ruiz by pronoun”.
#[track_caller]
fn check(text: &str, expected: &[&str]) {
    check_signed(article(text), expected);
}

#[track_caller]
fn check_signed(article: Article, expected: &[&str]) {
    let found = extract(&article);
    let told = found.statements.iter().flat_map(Statement::speakers).map(|speaker| {
        let name = found.entity_of(speaker).map_or("nobody", |entity| &entity.name);
        let words = speaker.span.of(&article.text);
        match speaker.reference {
            None => format!("{words} is {name}"),
            Some(reference) => {
                let antecedent = reference.antecedent.map_or("?", |span| span.of(&article.text));
                format!("{words} is {name}, by {}: {antecedent}", reference.by.as_str())
            }
        }
    });
    assert_eq!(told.collect::<Vec<_>>(), expected, "{}", article.text);
}

#[test]
fn a_name_refers_to_nobody_else() {
    check(
        "Ana Ruiz said that the pier would open. Ruiz said that it was late.",
        &["Ana Ruiz is Ana Ruiz", "Ruiz is Ana Ruiz"],
    );
}

#[test]
fn a_pronoun_refers_to_the_name_met_last() {
    check(
        "Ana Ruiz came to the pier. Ruiz looked at it. “It will open,” she said.",
        &["she is Ana Ruiz, by pronoun: Ruiz"],
    );
}

#[test]
fn an_office_refers_to_the_words_that_told_of_it() {
    check(
        "Ana Ruiz, the mayor of Port Alder, came to the pier. “It will open,” the mayor said.",
        &["the mayor is Ana Ruiz, by office: Ana Ruiz, the mayor of Port Alder"],
    );
    check(
        "Gov. Ana Ruiz came to the pier. “It will open,” the governor said.",
        &["the governor is Ana Ruiz, by office: Gov. Ana Ruiz"],
    );
}

#[test]
fn an_office_of_a_firm_refers_to_its_holder() {
    check(
        "Verdalia CEO Ana Ruiz met Bo Lind. “It will open,” the Verdalia CEO said.",
        &["Verdalia CEO is Ana Ruiz, by office: CEO Ana Ruiz"],
    );
    check(
        "Ana Ruiz, chief executive of Verdalia Ferries, met Bo Lind. “It will open,” the Verdalia CEO said.",
        &["Verdalia CEO is Ana Ruiz, by office: Ana Ruiz, chief executive"],
    );
    check(
        "Wedmark analyst Ana Ruiz met Sunmere analyst Bo Lind. “It will open,” the Wedmark analyst said.",
        &["the Wedmark analyst is Ana Ruiz, by office: analyst Ana Ruiz"],
    );
}

#[test]
fn a_description_refers_to_the_name_beside_it() {
    check(
        "“It will open,” the board’s clerk, Ana Ruiz, said.",
        &["the board’s clerk is Ana Ruiz, by beside: Ana Ruiz"],
    );
}

#[test]
fn they_refers_to_those_who_spoke() {
    check(
        "Two officials said that the pier was closed. They said that it would open.",
        &["Two officials is Two officials", "They is Two officials, by pronoun: Two officials"],
    );
}

#[test]
fn i_refers_to_whoever_signs() {
    let author = Author { name: String::from("Ana Ruiz"), bio: None, agency: false };
    let article =
        Article { authors: vec![author], ..article("On Monday I said that the bridge was closed.") };
    check_signed(article, &["I is Ana Ruiz, by author: ?"]);
}

#[test]
fn bodies_ages_and_kin_refer_to_whom_they_mean() {
    check(
        "Dig Ltd, a mining company, closed a pit. The company said that the pit was old.",
        &["The company is Dig Ltd, by body: Dig Ltd"],
    );
    check(
        "Ana Ruiz, 39, came to the pier. “It will open,” the 39-year-old said.",
        &["the 39-year-old is Ana Ruiz, by age: Ana Ruiz"],
    );
    check(
        "Ana Ruiz came with her daughter, Mia Orr, to the pier. “It will open,” her daughter said.",
        &["her daughter is Mia Orr, by kin: Mia Orr"],
    );
}

#[test]
fn who_is_named_in_the_words_said_is_not_who_says_them() {
    check(
        "Bo Lind smiled. “Elvis Orr,” he said. “I love him,” he said.",
        &["he is Bo Lind, by pronoun: Bo Lind", "he is Bo Lind, by pronoun: Bo Lind"],
    );
}

#[test]
fn a_pronoun_is_the_subject_of_its_own_sentence() {
    check(
        "Mia Orr left. Ana Ruiz paused as she told reporters: “I swam here.”",
        &["she is Ana Ruiz, by pronoun: Ana Ruiz"],
    );
}

#[test]
fn a_deputy_is_not_whom_they_stand_in_for() {
    check(
        "Mayor Bo Lind met Deputy Mayor Ana Ruiz. The mayor said that it was late.",
        &["The mayor is Bo Lind, by office: Mayor Bo Lind"],
    );
}

#[test]
fn a_day_is_no_part_of_a_name() {
    check("On Monday Ana Ruiz said that it was late.", &["Ana Ruiz is Ana Ruiz"]);
}

#[test]
fn a_family_name_in_front_tells_no_gender() {
    check(
        "Bo Park left. Kim Min-ho said that it was late. “No,” he said.",
        &["Kim Min-ho is Kim Min-ho", "he is Kim Min-ho, by pronoun: Kim Min-ho"],
    );
}

#[test]
fn who_is_besides_something_else_is_one() {
    check("CEO and co-founder Bo Lind said that it was late.", &["Bo Lind is Bo Lind"]);
    check("Ana Ruiz, a plumber and father of two, said that it was late.", &["Ana Ruiz is Ana Ruiz"]);
}

#[test]
fn a_paper_by_somebody_refers_to_its_author() {
    check(
        "Ana Ruiz left. The pier will open, according to a letter from Ruiz.",
        &["a letter from Ruiz is Ana Ruiz, by writer: Ruiz"],
    );
    check(
        "The pier will open, according to a report by the Harbour Board.",
        &["a report by the Harbour Board is a report by the Harbour Board"],
    );
}

#[test]
fn what_only_bodies_are_refers_to_one() {
    check(
        "Verdalia, the electric boat startup, met Bo Lind. “It will open,” the startup said.",
        &["the startup is Verdalia, by body: Verdalia"],
    );
    check(
        "Carmaker Verdalia met Bo Lind. “It will open,” the carmaker said.",
        &["the carmaker is Verdalia, by body: Verdalia"],
    );
}

#[test]
fn he_is_whoever_spoke_last_without_a_name() {
    check(
        "A bank official told reporters that the yen was weak. Bo Lind told parliament that it was strong. The official said \
         that it would fall. It has fallen since May. Demand would grow, he said.",
        &[
            "A bank official is A bank official",
            "Bo Lind is Bo Lind",
            "The official is A bank official",
            "he is A bank official, by pronoun: The official",
        ],
    );
}

#[test]
fn they_are_no_country() {
    check("Rains fell in Japan. They said that it was late.", &["They is nobody"]);
}

#[test]
fn she_is_whoever_is_described_where_nobody_is_named() {
    check(
        "The mayor of Harwick told Reuters that the bridge would open. “It will,” she added.",
        &[
            "The mayor of Harwick is The mayor of Harwick",
            "she is The mayor of Harwick, by pronoun: The mayor",
        ],
    );
}

#[test]
fn what_a_body_is_besides_refers_to_it_where_there_is_one() {
    check(
        "Cineplex Inc. met Bo Lind. “It will open,” the Toronto-based company said.",
        &["the Toronto-based company is Cineplex Inc., by body: Cineplex Inc."],
    );
    check(
        "Cineplex Inc. met Cineworld Inc. “It will open,” the Canadian company said.",
        &["the Canadian company is the Canadian company"],
    );
}

#[test]
fn data_have_no_author() {
    check("Sales rose in May, according to data from FactSet.", &["data from FactSet is data from FactSet"]);
}

#[test]
fn a_description_without_a_name_goes_before_whom_it_speaks_of() {
    check(
        "The principal said that Ana Ruiz was kind. “She shines,” she said.",
        &["The principal is The principal", "she is The principal, by pronoun: The principal"],
    );
    check(
        "Bo Lind said prices rose. “Prices rose,” said an analyst. “It is bad,” he said.",
        &["Bo Lind is Bo Lind", "an analyst is an analyst", "he is an analyst, by pronoun: an analyst"],
    );
    check(
        "“It rose,” a spokesman for Verdalia said. “It is bad,” he added.",
        &[
            "a spokesman for Verdalia is a spokesman for Verdalia",
            "he is a spokesman for Verdalia, by pronoun: a spokesman",
        ],
    );
    check(
        "Bo Lind’s mother left. “I am broken,” she said.",
        &["she is Bo Lind’s mother, by pronoun: mother"],
    );
    check(
        "The judge told Ana Ruiz that she was free. “I am happy,” she said.",
        &["The judge is The judge", "she is Ana Ruiz, by pronoun: Ana Ruiz"],
    );
}

#[test]
fn a_body_without_a_name_is_it() {
    check(
        "The ministry said that rice from Norland was dear. It added that it rained.",
        &["The ministry is The ministry", "It is The ministry, by pronoun: The ministry"],
    );
}

#[test]
fn several_in_one_noun_are_they() {
    check(
        "Bo Lind was shot. Police said that he was hit twice. They said that it rained.",
        &["Police is Police", "They is Police, by pronoun: Police"],
    );
}

#[test]
fn the_company_is_who_spoke_last() {
    check(
        "Verdalia Corp said it would buy Castellane Corp. The company said costs had risen.",
        &["Verdalia Corp is Verdalia Corp", "The company is Verdalia Corp, by body: Verdalia Corp"],
    );
}

#[test]
fn an_epithet_refers_to_whoever_it_must_mean() {
    check(
        "Juan Ode won the race. “I am glad,” the Spaniard said.",
        &["Spaniard is Juan Ode, by epithet: Juan Ode"],
    );
    check("Juan Ode beat Bo Lind. “I lost,” the German said.", &["German is nobody"]);
}

#[test]
fn who_stands_behind_a_body_is_who_is_of_it() {
    check(
        "A trader at Castellane Bank, who had no name, said: “It is bad.”",
        &["A trader at Castellane Bank is A trader at Castellane Bank"],
    );
}

#[test]
fn a_surname_is_not_the_relations() {
    check("Ana Lind lost her son, Bo Lind, in the fire. “He was my life,” Lind said.", &["Lind is Ana Lind"]);
}

#[test]
fn whoever_has_an_age_is_no_club() {
    check(
        "Tom Ferreyra has joined Ashby Town. The 23-year-old said he was delighted.",
        &["The 23-year-old is Tom Ferreyra, by age: Tom Ferreyra"],
    );
}

#[test]
fn one_of_many_is_named_beside_with_where_they_are_from() {
    check(
        "One customer, Bonnie Wexler of Dayton Falls, said it was over.",
        &["One customer is Bonnie Wexler, by beside: Bonnie Wexler"],
    );
}

#[test]
fn a_firm_beside_is_not_its_spokesman() {
    let spokesman = "A spokesman for the company";
    check(
        &format!("{spokesman}, Carrow Homes, said it was over."),
        &["A spokesman for the company is A spokesman for the company"],
    );
    check(
        &format!("{spokesman}, Ana Ruiz, said it was over."),
        &["A spokesman for the company is Ana Ruiz, by beside: Ana Ruiz"],
    );
}

#[test]
fn a_mood_is_no_part_of_a_name() {
    check("Ana Ruiz won gold. “I am happy,” said a delighted Ruiz.", &["Ruiz is Ana Ruiz"]);
}

#[test]
fn the_spokesman_is_the_one_met_before() {
    check(
        "A spokesman for Verdalia said that it rained. The spokesman said that it was late.",
        &[
            "A spokesman for Verdalia is A spokesman for Verdalia",
            "The spokesman is A spokesman for Verdalia",
        ],
    );
}

#[test]
fn who_asks_does_not_answer() {
    let last = |text: &str, expected: &str| {
        let found = extract(&article(text));
        let speaker = found.statements.last().and_then(|said| found.speaker_of(said));
        assert_eq!(speaker.map(|speaker| speaker.name.as_str()), Some(expected), "{text}");
    };
    last("Bo Hobbs broke down. Asked by Ana Noakes whether it was late, he said: “Yes.”", "Bo Hobbs");
    last("Bo Hobbs broke down. Asked by Jan Noakes whether it was late, he said: “Yes.”", "Bo Hobbs");
    last("Judge Ana Tull asked Ms. Platt why it was late. “We were short,” she replied.", "Platt");
    last("Ana Ruiz asked Mia Chu about it. “What do you want?” she said.", "Ana Ruiz");
    last("Mia Chu is the mayor. Ana Ruiz asked the council to wait. “It is late,” she said.", "Ana Ruiz");
    last("Mayor Bo Lind was there. Jan Moor put money into Verdalia. “I am glad,” he said.", "Jan Moor");
}

#[test]
fn a_firm_or_a_street_is_not_he() {
    let last = |text: &str, expected: Option<&str>| {
        let found = extract(&article(text));
        let speaker = found.statements.last().and_then(|said| found.speaker_of(said));
        assert_eq!(speaker.map(|speaker| speaker.name.as_str()), expected, "{text}");
    };
    let malhotta = "Verdalo sells boats. “It works,” said Malhotta.\n\n“I like Verdalo,” he added.";
    last(malhotta, Some("Malhotta"));
    last("The fire was on Corby Street. “It was bad,” she said.", None);
    last("Police arrested Quist on Monday. “I did nothing,” he told officers.", Some("Quist"));
}

#[test]
fn the_president_is_rather_one_without_a_nation() {
    check(
        "President Bo Moor met Norland President Jan Lind. “It is good,” the president said.",
        &["the president is Bo Moor, by office: President Bo Moor"],
    );
    check(
        "Bo Lind left. Norland President Jan Lind came. “It is good,” the president said.",
        &["the president is Jan Lind, by office: Norland President Jan Lind"],
    );
}

#[test]
fn a_neighbour_with_a_clause_is_she() {
    check(
        "Ana Lind left. A neighbour, who wanted no name, said it was dark. “It was late,” she said.",
        &[
            "who is A neighbour, by relative: A neighbour",
            "A neighbour is A neighbour",
            "she is A neighbour, by pronoun: A neighbour",
        ],
    );
}

#[test]
fn a_firm_of_the_headline_is_a_bank_and_no_court() {
    let meant = |text: &str| {
        let mut article = article(&format!("Verdalia loses more money this year\n\n{text}"));
        article.paragraphs[0].kind = ParagraphKind::Headline;
        let found = extract(&article);
        let speaker = found.statements.first().and_then(|said| found.speaker_of(said));
        speaker.map(|body| body.name.clone())
    };
    let said =
        |what: &str| meant(&format!("Verdalia Corp lost in Harrow on Monday. The {what} said it was late."));
    assert_eq!(said("bank").as_deref(), Some("Verdalia Corp"));
    for what in ["court", "ministry", "hospital", "union", "newspaper"] {
        assert_ne!(said(what).as_deref(), Some("Verdalia Corp"), "{what}");
    }
}

#[test]
fn they_are_not_one() {
    check("Bo Lind left. Then they asked for more.", &["they is nobody"]);
}

#[test]
fn a_firm_goes_by_its_first_word_or_its_founder() {
    let said = |firm: &str, short: &str| format!("{firm} met Ana Ruiz. {short} said it was late.");
    for (firm, short) in [
        ("Verdalia Group Holding Ltd.", "Verdalia"),
        ("Walter Verdal Co", "Verdal"),
        ("B.F. Verdal Co", "Verdal"),
        ("Eastmar Verdal Co", "Verdal"),
        ("Olin Corp", "Olin Corp"),
    ] {
        let name = firm.to_owned();
        check(&said(firm, short), &[&format!("{short} is {name}")]);
    }
    check(
        "Verdalia Oil Corp met Verdalia Deep Exploration Inc again. Verdalia said it was late.",
        &["Verdalia is Verdalia Oil Corp"],
    );
    check(
        "Harrow United beat Harrow City Rovers. Harrow City Rovers were sad. Harrow said it was late.",
        &["Harrow is Harrow City Rovers"],
    );
}

#[test]
fn an_analyst_is_at_home_in_any_firm() {
    check(
        "Verdalia’s analyst Bo Lind left. “It is good,” said Orton Stanley analyst Jan Lund. “It is late,” the analyst said.",
        &["Jan Lund is Jan Lund", "the analyst is Jan Lund, by office: Orton Stanley analyst Jan Lund"],
    );
}

#[test]
fn a_spokesman_is_of_one_body() {
    check(
        "Spokesman Jan Lund liked it. “It is good,” Lund said. Harrow Rovers spokesman Bo Lind left. “It is early,” the spokesman said.",
        &["Lund is Jan Lund", "the spokesman is Jan Lund, by office: Spokesman Jan Lund"],
    );
}

#[test]
fn one_chief_officer_is_not_another() {
    for office in ["the chief executive officer", "the chief investment officer"] {
        check(
            &format!("Chief Financial Officer Bo Lind left. “It is late,” {office} said."),
            &[&format!("{office} is {office}")],
        );
    }
}

#[test]
fn several_are_no_name() {
    for text in ["SUVs said it was late.", "House Republicans said it was late."] {
        let found = extract(&article(&format!("It rained.\n\n{text}")));
        let speaker = found.statements.first().and_then(|said| found.speaker_of(said));
        assert!(speaker.is_none_or(|entity| entity.kind == EntityKind::Group), "{text} {speaker:?}");
    }
}

#[test]
fn the_analyst_is_whoever_spoke_last() {
    let told = "Orton Stanley analyst Jan Lund likes it. Bo Lind of Castellane said it would rise.";
    check(
        &format!("{told} The analyst said it was late."),
        &["Bo Lind is Bo Lind", "The analyst is Bo Lind, by office: Bo Lind"],
    );
    check(
        "Bo Lind of Castellane said it would rise in May and fall in June. The five-star analyst said it was late.",
        &["Bo Lind is Bo Lind", "The five-star analyst is Bo Lind, by office: five-star analyst"],
    );
    check(
        &format!("{told} Lund disagreed. The analyst said it was late."),
        &["Bo Lind is Bo Lind", "The analyst is Jan Lund, by office: Orton Stanley analyst Jan Lund"],
    );
}

#[test]
fn the_other_analyst_is_another() {
    check(
        "Bo Lind of Castellane said it would rise. The other analyst said it was late.",
        &["Bo Lind is Bo Lind", "The other analyst is The other analyst"],
    );
}

#[test]
fn who_sells_no_issue_is_no_bank() {
    check("Lead manager Bo Lind said it was late.", &["Bo Lind is Bo Lind"]);
}

#[test]
fn words_of_lines_are_names_too() {
    check(
        "Edward Said left. General Than Shwe said it was late. Said said it was early.",
        &["Than Shwe is Than Shwe", "Said is Edward Said"],
    );
}

#[test]
fn a_firm_s_chief_is_no_other_s() {
    check(
        "Orton chief executive Bo Lind said it was late. Then Verdalia’s chief executive said it was early.",
        &["Bo Lind is Bo Lind", "Verdalia’s chief executive is Verdalia’s chief executive"],
    );
}

#[test]
fn a_part_of_a_firm_has_a_name() {
    check(
        "Verdalia Corp’s Quayline Boats unit said it was late.",
        &["Verdalia Corp’s Quayline Boats unit is Quayline Boats"],
    );
    check(
        "Verdalia Corp’s Wealth Management unit said it was late.",
        &["Verdalia Corp’s Wealth Management unit is nobody"],
    );
}

#[test]
fn the_company_is_the_one_that_the_paragraph_tells_of() {
    check(
        "Verdal Properties (VDL) said it was late.\n\nOrton Boats (OBTS) is new to Harrow. The company said it was early.",
        &["Verdal Properties is Verdal Properties", "The company is Orton Boats, by body: OBTS"],
    );
    check(
        "Verdal Motors (VDL) said it was late.\n\nThe Quay SE is its new boat. The company said it was early.",
        &["Verdal Motors is Verdal Motors", "The company is Verdal Motors, by body: VDL"],
    );
}

#[test]
fn the_giant_is_whom_the_headline_is_about() {
    let mut article = article(
        "Verdalia Sells Boats in Harrow\n\nVerdalia (VRDL) sells boats. The boat giant said it was late.",
    );
    article.paragraphs[0].kind = ParagraphKind::Headline;
    check_signed(article, &["The boat giant is Verdalia, by body: VRDL"]);
    let mut article = crate::extract::testing::article(
        "Verdalia Sells Boats in Harrow\n\nVerdalia (VRDL) sells boats by Orton (ORT). The boat maker said it was late.",
    );
    article.paragraphs[0].kind = ParagraphKind::Headline;
    check_signed(article, &["The boat maker is nobody"]);
}

#[test]
fn an_age_may_stand_before_what_somebody_does() {
    check(
        "Stacy Beddo called the rule mad. “It is mad,” the 34-year-old care worker said.",
        &["Stacy Beddo is Stacy Beddo", "the 34-year-old care worker is Stacy Beddo, by age: Stacy Beddo"],
    );
    check(
        "Stacy Beddo met a 34-year-old nurse. “It is mad,” the 34-year-old nurse said.",
        &["the 34-year-old nurse is the 34-year-old nurse"],
    );
    for (before, who) in [
        ("Mary Ruiz left.", "man"),
        ("Judge Mary Ruiz jailed the driver.", "driver"),
        ("A student was hurt, police chief Bo Lind said.", "student"),
        ("A driver, 39, hit Mary Ruiz, 39, who died.", "driver"),
        ("John Lind, 39, left.", "woman"),
        ("Ana Ruiz met Bo Lind.", "driver"),
    ] {
        let text = format!("{before} “It is late,” the 39-year-old {who} said.");
        let nobody = crate::extract::extract(&crate::extract::testing::article(&text));
        let last = nobody.statements.last().and_then(|statement| nobody.speaker_of(statement));
        assert!(last.is_none_or(|who| !who.name.contains(['R', 'L'])), "{text}");
    }
}

#[test]
fn about_whom_somebody_is_asked_does_not_answer() {
    check(
        "Bo Lind left. Asked about Carl Moor’s claim, Bo Lind smiled. “I did not hear it,” he said.",
        &["he is Bo Lind, by pronoun: Bo Lind"],
    );
}

#[test]
fn what_a_body_does_stands_beside_its_name() {
    check(
        "The operator of Harrow airport, Verdalia Holdings, said it was late.",
        &["The operator of Harrow airport is Verdalia Holdings, by beside: Verdalia Holdings"],
    );
    check(
        "The director of Norland’s Lantern Trust, Ana Ruiz, said it was late.",
        &["The director of Norland’s Lantern Trust is Ana Ruiz, by beside: Ana Ruiz"],
    );
}
