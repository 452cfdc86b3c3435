use super::*;

fn show(authors: &[Author]) -> String {
    let one = |a: &Author| a.bio.as_ref().map_or(a.name.clone(), |bio| format!("{} [{bio}]", a.name));
    authors.iter().map(one).collect::<Vec<_>>().join("; ")
}

#[track_caller]
fn check(text: &str, want: &str) {
    assert_eq!(show(&authors(text)), want, "{text}");
}

#[track_caller]
fn check_line(text: &str, is_byline: bool) {
    assert_eq!(byline(text).is_some(), is_byline, "{text}");
}

#[test]
fn names() {
    check("By Ana Ruiz", "Ana Ruiz");
    check("by Ana Ruiz and Tom O'Neil in Port Alder", "Ana Ruiz; Tom O'Neil");
    check("By Ana Ruiz, Tom O’Neil and Li Wei", "Ana Ruiz; Tom O’Neil; Li Wei");
    check("Ana Ruiz; Tom O'Neil", "Ana Ruiz; Tom O'Neil");
    check("By: Ana Ruiz & Tom O'Neil", "Ana Ruiz; Tom O'Neil");
    check("Written by Ana Ruiz (ana.ruiz@example.org)", "Ana Ruiz");
    check("By Ana Ruiz @anaruiz", "Ana Ruiz");
    check("Ana Ruiz, Ana Ruiz", "Ana Ruiz");
    check("By Peter K. Ode Jr.", "Peter K. Ode Jr.");
    check("", "");
}

#[test]
fn capitals_are_taken_down() {
    check("By ANA RUIZ", "Ana Ruiz");
    check("By TOM MCNEIL-O'HARA and PIA VAN DER BERG", "Tom McNeil-O'Hara; Pia van der Berg");
    check("By J. R. ODE", "J. R. Ode");
    check("Par Anne-Sophie LEFÈVRE", "Anne-Sophie Lefèvre");
    check("JÜRGEN VON DER HEIDE", "Jürgen von der Heide");
    check("Pia VAN DER BERG", "Pia van der Berg");
    check("ana de la cruz", "Ana de la Cruz");
    check("TJ Ode", "TJ Ode");
}

#[test]
fn trades_and_outlets_describe() {
    check("By Ana Ruiz, Political Editor", "Ana Ruiz [Political Editor]");
    check("Ana Ruiz | Staff Writer", "Ana Ruiz [Staff Writer]");
    check(
        "By Ana Ruiz, Alder Press and Tom Ode, Alder Press",
        "Ana Ruiz [Alder Press]; Tom Ode [Alder Press]",
    );
    check("By The Alder Press", "The Alder Press");
    check("By Staff Writer", "");
    check("By Ana Ruiz Political Editor", "Ana Ruiz [Political Editor]");
    check("ANA RUIZ Associated Press Writer", "Ana Ruiz [Associated Press Writer]");
    check("Von Anna Müller, Redakteurin", "Anna Müller [Redakteurin]");
    check("La rédaction", "");
    check("Dr. Ana Ruiz", "Ana Ruiz");
    check("By Ana Ruiz BBC News", "Ana Ruiz [BBC News]");
    check("admin", "");
}

#[test]
fn credits_are_told_apart() {
    check(
        "By Ana Ruiz and Tom Ode in Paris; additional reporting by Li Wei",
        "Ana Ruiz; Tom Ode; Li Wei [additional reporting]",
    );
    check("Reporting by Ana Ruiz in Paris and Tom Ode in London; Editing by Li Wei", "Ana Ruiz; Tom Ode");
    check("By Ana Ruiz in Paris, Texas", "Ana Ruiz");
    check("By Ana Ruiz in Paris, Li Wei and Tom Ode in London", "Ana Ruiz; Li Wei; Tom Ode");
    check("Words by Ana Ruiz. Photographs by Tom Ode", "Ana Ruiz");
    check("Text: Anna Müller, Fotos: Jonas Beck", "Anna Müller");
    check("Texte : Anne Lefèvre, photos : Luc Moreau", "Anne Lefèvre");
    check("Texto: Ana Ruiz; Fotos: Juan Peña", "Ana Ruiz");
    check("Photos by Tom Ode", "");
}

#[test]
fn other_languages() {
    check("Von Anna Müller und Jonas Beck", "Anna Müller; Jonas Beck");
    check("Von Anna Müller, Berlin aus Rom", "Anna Müller; Berlin");
    check("Par Anne Lefèvre et Luc Moreau", "Anne Lefèvre; Luc Moreau");
    check("Par Anne Lefèvre à Lyon", "Anne Lefèvre");
    check("Por Ana Ruiz y Juan Peña", "Ana Ruiz; Juan Peña");
    check("Por José Ortega y Gasset", "José Ortega y Gasset");
    check("Ana Ruiz en Madrid", "Ana Ruiz");
    check("김하늘 기자", "김하늘");
    check("김하늘 기자, 박바다 특파원", "김하늘; 박바다");
    check("Ana Ruiz, PhD", "Ana Ruiz [PhD]");
}

#[test]
fn agencies_sign_as_bodies() {
    let check = |text: &str, want: &str| {
        check(text, want);
        assert!(authors(text).last().unwrap().agency, "{text}");
    };
    check("Reuters staff", "Reuters");
    check("By Reuters Staff", "Reuters");
    check("By The Associated Press", "The Associated Press");
    check("By Ana Ruiz and Reuters", "Ana Ruiz; Reuters");
    check("dpa/AFP", "dpa; AFP");
    check("(dpa)", "dpa");
    check("Agence France-Presse", "Agence France-Presse");
    assert!(!authors("By Ana Ruiz, Reuters")[0].agency);
}

#[test]
fn a_byline_says_so_and_is_no_sentence() {
    check_line("By Ana Ruiz", true);
    check_line("BY ANA RUIZ AND TOM ODE", true);
    check_line("By Ana Ruiz, Political Editor, in Port Alder", true);
    check_line("By Tuesday the water had risen over the quay.", false);
    check_line("By and by they came home", false);
    check_line("By Monday", false);
    check_line("Bylaws were changed", false);
    check_line("Ana Ruiz", false);
    check_line("By", false);
    check_line("Von Anna Müller", true);
    check_line("Par Anne Lefèvre et Luc Moreau", true);
    check_line("Por Ana Ruiz", true);
    check_line("Text: Anna Müller", true);
    check_line("Von da an war der Hafen geschlossen.", false);
    check_line("Par exemple, le port", false);
    check_line("Von der Leyen Wins Vote", false);
}

#[test]
fn shapes_of_names() {
    for name in ["Ana Ruiz", "Pia van der Berg", "J. R. Ode", "Zoë al-Amin", "ANA RUIZ"] {
        assert!(is_name(name), "{name}");
    }
    for other in ["Ana", "Harbor vs Sea", "Ana Ruiz said", "9 March", "Ana Ruiz stopped.", "the Sea", ""] {
        assert!(!is_name(other), "{other}");
    }
}
