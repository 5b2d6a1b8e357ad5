//! Inlines the style sheet, so that the first paint does not wait for a second answer.

use crate::http::website::Files;

const LINK: &str = "<link rel=\"stylesheet\" href=\"";

/// Replaces the link to the style sheet by its content. The link stays if the file is missing or
/// contains an end tag.
pub(super) fn put_into(shell: &str, files: &dyn Files) -> String {
    inside(shell, files).unwrap_or_else(|| shell.to_owned())
}

fn inside(shell: &str, files: &dyn Files) -> Option<String> {
    let (before, rest) = shell.split_once(LINK)?;
    let (name, rest) = rest.split_once('"')?;
    let (_, after) = rest.split_once('>')?;
    let sheet = files.read(&format!("browser/{name}"))?;
    let sheet = str::from_utf8(&sheet.content).ok()?.trim();
    // The build's placeholder for the nonce, replaced like all others.
    let style = format!("<style nonce=\"offline\">{sheet}</style>");
    (!sheet.contains("</")).then(|| [before, &style, after].concat())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::website::File;

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
    fn the_style_sheet_replaces_its_link() {
        let page = put_into(LINKED, &Sheet("a{color:red}\n"));
        assert_eq!(page, "<head><style nonce=\"offline\">a{color:red}</style></head>");
    }

    #[test]
    fn an_unusable_link_stays() {
        let other = LINKED.replace("ABCDEFGH", "01234567");
        assert_eq!(put_into(&other, &Sheet("a{}")), other);
        assert_eq!(put_into(LINKED, &Sheet("a{content:\"</style>\"}")), LINKED);
        assert_eq!(put_into("<head></head>", &Sheet("a{}")), "<head></head>");
    }
}
