use super::{
    cached_health::CachedHealth, client::TrustedProxies, extract::MAX_CONCURRENT_PICTURES,
    host::Hosts, limits::Limits, problem::ApiError, query::QueryParameters, settings::HttpSettings,
    tagged::Tagged, website::Website,
};
use azionelab_application::{
    UseCases,
    mail::Mailbox,
    ports::{Health, Versioned},
};
use std::{future::Future, sync::Arc};
use tokio::sync::Semaphore;
use tracing::Instrument as _;

/// The state that every handler shares.
pub(crate) struct App {
    pub use_cases: Arc<UseCases>,
    pub health: CachedHealth,
    pub mailbox: Option<Arc<dyn Mailbox>>,
    /// Whether mail is kept on this machine instead of being sent.
    pub keeps_mail: bool,
    pub proxies: TrustedProxies,
    pub hosts: Hosts,
    pub limits: Option<Limits>,
    pub website: Website,
    pub query_parameters: QueryParameters,
    /// Permits to hold a picture in memory.
    pub pictures: Semaphore,
    pub settings: HttpSettings,
}

impl App {
    pub fn new(
        use_cases: Arc<UseCases>,
        health: Arc<dyn Health>,
        mailbox: Option<Arc<dyn Mailbox>>,
        website: Website,
        query_parameters: QueryParameters,
        settings: HttpSettings,
    ) -> Self {
        Self {
            use_cases,
            health: CachedHealth::of(health),
            keeps_mail: mailbox.is_some(),
            // A public site is behind a proxy or tunnel, and not every one of them marks the
            // requests it forwards. A default base address therefore proves nothing, and the
            // mailbox is shown only if the settings say so.
            mailbox: mailbox.filter(|_| settings.show_mailbox && settings.base_url.is_loopback()),
            proxies: TrustedProxies::new(settings.trusted_proxies.clone()),
            hosts: Hosts::of(&settings.base_url),
            limits: settings.rate_limit.as_ref().map(Limits::new),
            website,
            query_parameters,
            pictures: Semaphore::new(MAX_CONCURRENT_PICTURES),
            settings,
        }
    }

    /// Runs a use case that changes something in a task of its own, so that it completes even if
    /// the client's connection closes. If it panics, only this request fails.
    pub async fn carry_out<T, E, F>(
        &self,
        use_case: impl FnOnce(Arc<UseCases>) -> F,
    ) -> Result<T, ApiError>
    where
        T: Send + 'static,
        E: Into<ApiError> + 'static,
        F: Future<Output = Result<T, E>> + Send + 'static,
    {
        let running = use_case(self.use_cases.clone());
        let task = async move { running.await.map_err(Into::into) };
        tokio::spawn(task.in_current_span()).await.unwrap_or_else(|_| {
            // The panic message may contain personal data, so it is not logged.
            tracing::error!("a use case panicked");
            Err(ApiError::Internal)
        })
    }

    /// Runs a use case as [`Self::carry_out`] does, and answers the saved thing with its version.
    pub async fn edit<T, U, E, F>(
        &self,
        use_case: impl FnOnce(Arc<UseCases>) -> F,
    ) -> Result<Tagged<T>, ApiError>
    where
        T: From<Versioned<U>>,
        U: Send + 'static,
        E: Into<ApiError> + 'static,
        F: Future<Output = Result<Versioned<U>, E>> + Send + 'static,
    {
        Ok(self.carry_out(use_case).await?.into())
    }
}
