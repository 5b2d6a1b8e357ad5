//! Finds the surname in a name of one field.

/// Words that belong to the surname after them, in lower case and without apostrophes.
const PARTICLES: &[&str] = &[
    "af", "al", "av", "bin", "d", "da", "dai", "dal", "dall", "dalla", "das", "de", "degli", "dei",
    "del", "dell", "della", "delle", "dello", "den", "der", "des", "di", "do", "dos", "du", "el",
    "fra", "in", "la", "las", "le", "li", "lo", "los", "mac", "mc", "o", "saint", "san", "santa",
    "st", "ten", "ter", "van", "vom", "von", "y", "zu", "zum", "zur",
];

/// The surname and the given names. The surname is the last word with the particles before it. The
/// first word of a name is always a given name.
pub(crate) fn divide(name: &str) -> (&str, &str) {
    if name.contains(',') {
        return (name, "");
    }
    let mut begins = name.rfind(' ').map_or(0, |space| space + 1);
    while begins > 0 {
        let before = name[..begins].trim_end();
        let word = before.rfind(' ').map_or(0, |space| space + 1);
        if word == 0 || !is_particle(&before[word..]) {
            break;
        }
        begins = word;
    }
    (&name[begins..], name[..begins].trim_end())
}

fn is_particle(word: &str) -> bool {
    let bare = word.trim_end_matches(['\'', '’', '.']).to_lowercase();
    PARTICLES.binary_search(&bare.as_str()).is_ok()
}

#[cfg(test)]
mod tests {
    use super::{PARTICLES, divide};
    use rstest::rstest;

    #[rstest]
    #[case("Anna Bianchi", "Bianchi", "Anna")]
    #[case("Anna Maria Bianchi", "Bianchi", "Anna Maria")]
    #[case("Madonna", "Madonna", "")]
    #[case("Anna De Luca", "De Luca", "Anna")]
    #[case("Anna D' Angiò", "D' Angiò", "Anna")]
    #[case("Nicolò D’Angiò", "D’Angiò", "Nicolò")]
    #[case("Ludwig van der Berg", "van der Berg", "Ludwig")]
    #[case("Elisabetta Della Rovere", "Della Rovere", "Elisabetta")]
    #[case("San Marco", "Marco", "San")]
    #[case("Rossi, Anna", "Rossi, Anna", "")]
    #[case("李小龍", "李小龍", "")]
    fn the_last_word_and_its_particles_are_the_surname(
        #[case] name: &str,
        #[case] surname: &str,
        #[case] given: &str,
    ) {
        assert_eq!(divide(name), (surname, given));
    }

    #[test]
    fn particles_are_sorted_for_the_binary_search() {
        assert!(PARTICLES.is_sorted());
    }
}
