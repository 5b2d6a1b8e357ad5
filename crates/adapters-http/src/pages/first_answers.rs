use super::{json, visitor::Visitor};
use azionelab_application::programme::Site;
use serde::Serialize;

/// What the app would ask the API for first, each answer by the path that it would ask for.
pub(super) struct FirstAnswers(Vec<(String, String)>);

impl FirstAnswers {
    /// What every page needs.
    pub fn new(site: &Site, visitor: &Visitor) -> Self {
        let mut answers = Self(Vec::new());
        answers.put("/api/v1/site", &crate::programme::view::Site::from(site.clone()));
        if visitor.sees_mailbox {
            answers.put("mailbox", &true);
        }
        answers
    }

    /// The answer to a request for `path`.
    pub fn put(&mut self, path: impl Into<String>, answer: &impl Serialize) {
        self.0.push((path.into(), json::in_script(answer)));
    }

    /// A JSON object for a `<script>`.
    pub fn in_script(&self) -> String {
        let written = |(path, answer): &(String, String)| {
            let path = json::in_script(path);
            format!("{path}:{answer}")
        };
        format!("{{{}}}", self.0.iter().map(written).collect::<Vec<_>>().join(","))
    }
}
