use async_trait::async_trait;
use futures_util::future::BoxFuture;

pub type Task = BoxFuture<'static, ()>;

/// Tasks that continue after a request is answered.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait Background: Send + Sync {
    /// Runs a task to its end, even if nobody waits for it.
    fn spawn(&self, task: Task);

    /// Whether the process is stopping. No new work should start then.
    fn is_closing(&self) -> bool;

    /// Waits until the process can no longer wait for its tasks. They must end then.
    async fn out_of_time(&self);
}
