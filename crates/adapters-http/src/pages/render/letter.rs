use super::{Around, to_html};
use crate::{
    http::markdown,
    pages::{texts, visitor::Visitor},
};
use askama::Template;
use azionelab_application::programme::{Page, Site};

#[derive(Template)]
#[template(path = "website/company_page.html")]
struct CompanyPage<'a> {
    around: Around<'a>,
    title: &'a str,
    html: String,
}

pub(in crate::pages) fn company_page(
    site: &Site,
    page: &Page,
    path: &str,
    visitor: &Visitor,
) -> String {
    let around = Around::new(site, visitor, path);
    to_html(&CompanyPage { around, title: &page.title, html: markdown::html(&page.body) })
}

#[derive(Template)]
#[template(path = "website/statement.html")]
struct StatementPage<'a> {
    around: Around<'a>,
    statement: &'static texts::Statement,
    contact: &'static str,
}

impl StatementPage<'_> {
    /// The company's contact details except its e-mail address.
    fn ways(&self) -> impl Iterator<Item = &str> {
        let site = self.around.site;
        let ways = [&site.name, &site.contact.address, &site.contact.phone];
        ways.map(String::as_str).into_iter().filter(|way| !way.is_empty())
    }
}

/// The built-in statement, for a company without a page of its own.
pub(in crate::pages) fn statement(
    site: &Site,
    statement: &'static texts::Statement,
    path: &str,
    visitor: &Visitor,
) -> String {
    let contact = &texts::statements(visitor.language).contact;
    to_html(&StatementPage { around: Around::new(site, visitor, path), statement, contact })
}
