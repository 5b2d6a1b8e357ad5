//! The style sheet within the page: what is to be painted first need not wait for a second answer.

use super::files::Files;

const LINK: &str = "<link rel=\"stylesheet\" href=\"";

/// The shell with its style sheet in place of the link to it. A link that can't be followed, or to
/// what would end the element, stays.
pub(super) fn put_into(shell: &str, files: &dyn Files) -> String {
    inside(shell, files).unwrap_or_else(|| shell.to_owned())
}

fn inside(shell: &str, files: &dyn Files) -> Option<String> {
    let (before, rest) = shell.split_once(LINK)?;
    let (name, rest) = rest.split_once('"')?;
    let (_, after) = rest.split_once('>')?;
    let sheet = files.read(&format!("browser/{name}"))?;
    let sheet = str::from_utf8(&sheet.content).ok()?.trim();
    // The nonce of the build, like all others in the shell.
    let style = format!("<style nonce=\"offline\">{sheet}</style>");
    (!sheet.contains("</")).then(|| [before, &style, after].concat())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::File;

    struct Sheet(&'static str);

    impl Files for Sheet {
        fn read(&self, path: &str) -> Option<File> {
            let content = self.0.as_bytes();
            (path == "browser/styles-ABCDEFGH.css")
                .then(|| File { hash: [0; 32], content: content.into() })
        }
    }

    const LINKED: &str = "<head><link rel=\"stylesheet\" href=\"styles-ABCDEFGH.css\"></head>";

    #[test]
    fn a_sheet_stands_where_its_link_was() {
        let page = put_into(LINKED, &Sheet("a{color:red}\n"));
        assert_eq!(page, "<head><style nonce=\"offline\">a{color:red}</style></head>");
    }

    #[test]
    fn a_link_that_cannot_be_followed_stays() {
        let other = LINKED.replace("ABCDEFGH", "01234567");
        assert_eq!(put_into(&other, &Sheet("a{}")), other);
        assert_eq!(put_into(LINKED, &Sheet("a{content:\"</style>\"}")), LINKED);
        assert_eq!(put_into("<head></head>", &Sheet("a{}")), "<head></head>");
    }
}
