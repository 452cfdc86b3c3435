//! Who says what, told by the house's style, by the order of words, or by what stands around a quotation.

use expect_test::expect;

use super::check;

/// A British paper's marks and stops change nothing that is found.
#[test]
fn house_style_changes_nothing() {
    let american = "Harwick shuts its bridge.\n\n“The workers’ vote was clear,” Ana Ruiz, the mayor, said. “They call it “the \
                    trap,” and they are right.”\n\n“It has stood for ninety years,” said Bo Lind, an engineer, “and it will \
                    stand for ninety more.” He called the closure “absurd.”\n\n“I have seen the report,” Ruiz said. “It is \
                    long.\n\n“It is also wrong.”";
    let british = "Harwick shuts its bridge.\n\n‘The workers’ vote was clear’, Ana Ruiz, the mayor, said. ‘They call it “the \
                   trap”, and they are right.’\n\n‘It has stood for ninety years’, said Bo Lind, an engineer, ‘and it will \
                   stand for ninety more.’ He called the closure ‘absurd’.\n\n‘I have seen the report’, Ruiz said. ‘It is \
                   long.\n\n‘It is also wrong.’";
    check(
        american,
        expect![[r#"
        direct [The workers’ vote was clear,] Ana Ruiz = Ana Ruiz (mayor, -)
        direct [They call it “the trap,” and they are right.] Ana Ruiz = Ana Ruiz (mayor, -)
        direct [It has stood for ninety years,] Bo Lind = Bo Lind (engineer, -)
        direct [and it will stand for ninety more.] Bo Lind = Bo Lind (engineer, -)
        mixed [the closure “absurd.”] He = Bo Lind (engineer, -)
        direct [I have seen the report,] Ruiz = Ana Ruiz (mayor, -)
        direct [It is long.¶¶“It is also wrong.] Ruiz = Ana Ruiz (mayor, -)
    "#]],
    );
    check(
        british,
        expect![[r#"
            direct [The workers’ vote was clear] Ana Ruiz = Ana Ruiz (mayor, -)
            direct [They call it “the trap”, and they are right.] Ana Ruiz = Ana Ruiz (mayor, -)
            direct [It has stood for ninety years] Bo Lind = Bo Lind (engineer, -)
            direct [and it will stand for ninety more.] Bo Lind = Bo Lind (engineer, -)
            mixed [the closure ‘absurd’] He = Bo Lind (engineer, -)
            direct [I have seen the report] Ruiz = Ana Ruiz (mayor, -)
            direct [It is long.¶¶‘It is also wrong.] Ruiz = Ana Ruiz (mayor, -)
        "#]],
    );
}

/// Who says a sentence, told by where he stands in it.
#[test]
fn attributions_that_trail_or_are_inserted() {
    check(
        "The bridge will close, warns Ana Ruiz, the mayor.",
        expect![[r#"
            indirect [The bridge will close] Ana Ruiz = Ana Ruiz (mayor, -)
        "#]],
    );
    check(
        "The bridge will close, the council has confirmed.",
        expect![[r#"
        indirect [The bridge will close] the council = the council (-, -)
    "#]],
    );
    check(
        "The post, Ana Ruiz told me, was abolished in May.",
        expect![[r#"
        indirect [was abolished in May] Ana Ruiz = Ana Ruiz (-, -)
    "#]],
    );
    check(
        "It rained. Ana Ruiz told the council the bridge was unsafe.",
        expect![[r#"
        indirect [the bridge was unsafe] Ana Ruiz = Ana Ruiz (-, -)
    "#]],
    );
    check(
        "Ana Ruiz is said to be furious.",
        expect![[r#"
        indirect [to be furious]
    "#]],
    );
    check(
        "Ana Ruiz agreed, adding that the bridge was safe.",
        expect![[r#"
        indirect [the bridge was safe] Ana Ruiz = Ana Ruiz (-, -)
    "#]],
    );
}

/// Quotations that no verb of saying attributes.
#[test]
fn quotations_told_by_what_stands_around_them() {
    check(
        "It rained. The bridge was described as “a death trap” by Bo Lind, an engineer.",
        expect![[r#"
        direct [a death trap] Bo Lind = Bo Lind (engineer, -)
    "#]],
    );
    check(
        "It rained. “Never again” is how Ana Ruiz, the mayor, put it.",
        expect![[r#"
        direct [Never again] Ana Ruiz = Ana Ruiz (mayor, -)
    "#]],
    );
    check(
        "“We will not pay,” Ana Ruiz said, according to Bo Lind.",
        expect![[r#"
        mixed [“We will not pay,” Ana Ruiz said] Bo Lind = Bo Lind (-, -)
        direct [We will not pay,] Ana Ruiz = Ana Ruiz (-, -)
    "#]],
    );
    check(
        "It rained. “The bridge will fall within a year.\n\n“They knew it in March.\n\n“I shall not be silent,” said Ana Ruiz.",
        expect![[r#"
            direct [The bridge will fall within a year.¶¶“They knew it in March.¶¶“I shall not be silent,] Ana Ruiz = Ana Ruiz (-, -)
        "#]],
    );
}

/// What stands before a colon announces the quotation behind it.
#[test]
fn a_colon_takes_what_stands_before_it() {
    check(
        "It rained. With councillors worried about the bridge, Ana Ruiz issued a new statement: “It will stand.”",
        expect![[r#"
            indirect [the bridge] councillors = councillors (-, -)
            direct [It will stand.] Ana Ruiz = Ana Ruiz (-, -)
        "#]],
    );
}

/// Names that a couple shares, offices that no list has or that stand before a name with what they are of.
#[test]
fn couples_and_unknown_offices() {
    check(
        "Owen and Cerys Maddox met. “It is our home,” Mrs Maddox said. “It is,” Mr Maddox said.",
        expect![[r#"
            direct [It is our home,] Maddox = Cerys Maddox (-, -)
            direct [It is,] Maddox = Owen Maddox (-, -)
        "#]],
    );
    check(
        "It rained. The Tanaiste, Alan Broome, said the vote was lost.",
        expect![[r#"
        indirect [the vote was lost] Tanaiste = Alan Broome (Tanaiste, -)
    "#]],
    );
    check(
        "It rained. Head of policy Ian Lind said the vote was lost.",
        expect![[r#"
        indirect [the vote was lost] Ian Lind = Ian Lind (Head of policy, -)
    "#]],
    );
    check(
        "It rained. A spokesman for the mayor Ian Lind said the vote was lost.",
        expect![[r#"
        indirect [the vote was lost] A spokesman for the mayor Ian Lind = A spokesman for the mayor Ian Lind (spokesman for the mayor Ian Lind, -)
    "#]],
    );
    check(
        "It rained. According to police, two men had fled.",
        expect![[r#"
        indirect [two men had fled] police = police (-, -)
    "#]],
    );
}

/// What is said again and again is said each time; what is called something again and again is called so.
#[test]
fn answers_that_come_again_are_no_names() {
    check(
        "It rained. “No,” said Ana Ruiz. Was it safe? “No,” said Bo Lind. “Fire,” she said. “Fire,” he said.",
        expect![[r#"
            direct [No,] Ana Ruiz = Ana Ruiz (-, -)
            direct [No,] Bo Lind = Bo Lind (-, -)
            direct [Fire,] she = Ana Ruiz (-, -)
            direct [Fire,] he = Bo Lind (-, -)
        "#]],
    );
    check(
        "It rained. Ana Ruiz likes “Harbour Lights” and Bo Lind likes “Harbour Lights” too.",
        expect![[r#"
            nobody's [Harbour Lights]
            nobody's [Harbour Lights]
        "#]],
    );
}

/// A day says nothing; who or what stands beside it does. Diacritics make nobody another.
#[test]
fn times_do_not_speak() {
    check(
        "Yesterday afternoon, Ana Ruiz, the mayor of Harwick, announced that she would leave.\n\nRuíz said it was time.",
        expect![[r#"
            indirect [she would leave] Ana Ruiz = Ana Ruiz (mayor of Harwick, -)
            indirect [it was time] Ruíz = Ana Ruiz (mayor of Harwick, -)
        "#]],
    );
    check(
        "The council's statement yesterday read “We are sorry that the bridge has closed.”",
        expect![[r#"
        direct [We are sorry that the bridge has closed.] The council's statement = The council’s statement (-, council)
    "#]],
    );
}

/// What follows a clause that says when somebody spoke is not what they said; nor is a measure anybody's words.
#[test]
fn what_only_looks_told() {
    check("After the union objected, the case was moved to Harrow.", expect![""]);
    check("The boat is too heavy, according to its length.", expect![""]);
    check("It is worth noting that the bridge was closed in May.", expect![""]);
    check("The car was recalled after a fire.", expect![""]);
    check("Ana Ruiz tweeted after hearing the news of her death.", expect![""]);
    check("The voters might have considered it.", expect![""]);
    check("Ana Ruiz is known for painting the bridges of Harwick.", expect![""]);
    check(
        "The stone is broken in a process called “reclamation”.",
        expect![[r#"nobody's [reclamation]
"#]],
    );
    check(
        "After the vote, Ana Ruiz said, the bridge would close.",
        expect![[r#"
            indirect [the bridge would close] Ana Ruiz = Ana Ruiz (-, -)
        "#]],
    );
    check(
        "Ana Ruiz left without saying that the bridge was safe.",
        expect![[r#"
            indirect [the bridge was safe] Ana Ruiz = Ana Ruiz (-, -)
        "#]],
    );
    check(
        "The bridge will close, according to the plan.",
        expect![[r#"
            indirect [The bridge will close] the plan
        "#]],
    );
    check(
        "The boat is too heavy, according to its owner.",
        expect![[r#"
            indirect [The boat is too heavy] its owner = its owner (owner, -)
        "#]],
    );
}

/// Who is said to speak by words of which only some are the name.
#[test]
fn names_among_other_words() {
    check(
        "Health and Education Minister Ana Ruiz said that the bridge would close.",
        expect![[r#"
            indirect [the bridge would close] Ana Ruiz = Ana Ruiz (Health and Education Minister, -)
        "#]],
    );
    check(
        "The Verdal news agency said that the bridge would close.",
        expect![[r#"
        indirect [the bridge would close] The Verdal news agency = Verdal (-, Verdal)
    "#]],
    );
    check(
        "Ana Ruiz, spokeswoman for the officers, said that the bridge would close.",
        expect![[r#"
        indirect [the bridge would close] Ana Ruiz = Ana Ruiz (spokeswoman for the officers, -)
    "#]],
    );
    check(
        "The Iraqi military said that the bridge would close.",
        expect![[r#"
        indirect [the bridge would close] The Iraqi military
    "#]],
    );
    check(
        "The Harwick securities regulator said that the bridge would close.",
        expect![[r#"
        indirect [the bridge would close] The Harwick securities regulator = The Harwick securities regulator (-, -)
    "#]],
    );
    check(
        "Corvane analysts Bo Lind and Ana Ruiz said that the bridge would close.",
        expect![[r#"
        indirect [the bridge would close] Bo Lind = Bo Lind (analyst, Corvane) + Ana Ruiz = Ana Ruiz (analyst, Corvane)
    "#]],
    );
}

#[test]
fn of_two_sources_of_the_same_words_the_nearer_verb_tells() {
    let board = "The Port Board issued a similar statement in 2013, when Verdalia said that its ferries had a score of 5.4 stars.";
    check(
        board,
        expect![[r#"
            indirect [its ferries had a score of 5.4 stars] Verdalia = Verdalia (-, -)
        "#]],
    );
    check(
        "The police say, and prosecutors confirm, that Bo Lind was there.",
        expect![[r#"
        indirect [Bo Lind was there] The police = The police (-, -)
        indirect [Bo Lind was there] prosecutors = prosecutors (-, -)
    "#]],
    );
}

#[test]
fn what_nobody_says() {
    check(
        "A clerk, who asked not to be named, said it was late.",
        expect![[r#"
        indirect [it was late] A clerk = A clerk (clerk, -)
    "#]],
    );
    check("The number of jobs promised last year was 300.", expect![""]);
    check(
        "The weather agency said last year was the warmest on record.",
        expect![[r#"
        indirect [last year was the warmest on record] The weather agency = The weather agency (-, -)
    "#]],
    );
    check(
        "The minister said the victims were not to be photographed.",
        expect![[r#"
        indirect [the victims were not to be photographed] The minister = The minister (minister, -)
    "#]],
    );
    check("That’s according to two officials.", expect![[r#""#]]);
}
