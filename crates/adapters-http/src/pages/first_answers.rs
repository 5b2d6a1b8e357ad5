use super::{json, visitor::Visitor};
use azionelab_application::programme::Site;
use serde::Serialize;

/// The answers to the app's first requests to the API, by path.
pub(super) struct FirstAnswers(Vec<(String, String)>);

impl FirstAnswers {
    /// Starts with the answers that every page needs.
    pub fn new(site: &Site, visitor: &Visitor) -> Self {
        let mut answers = Self(Vec::new());
        answers.put("/api/v1/site", &crate::programme::view::Site::from(site.clone()));
        if visitor.sees_mailbox {
            answers.put("mailbox", &true);
        }
        answers
    }

    pub fn put(&mut self, path: impl Into<String>, answer: &impl Serialize) {
        self.0.push((path.into(), json::in_script(answer)));
    }

    /// Returns a JSON object for a `<script>`.
    pub fn in_script(&self) -> String {
        let written = |(path, answer): &(String, String)| {
            let path = json::in_script(path);
            format!("{path}:{answer}")
        };
        format!("{{{}}}", self.0.iter().map(written).collect::<Vec<_>>().join(","))
    }
}
