use async_trait::async_trait;
use futures_util::future::BoxFuture;

/// A piece of work.
pub type Task = BoxFuture<'static, ()>;

/// Work that goes on after a request is answered.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait Background: Send + Sync {
    /// Runs a task to its end, whether or not anybody waits for it.
    fn spawn(&self, task: Task);

    /// Whether the process is stopping, so that no new work is begun.
    fn is_closing(&self) -> bool;

    /// Waits until the process can't wait for its tasks any longer: each comes to an end now.
    async fn out_of_time(&self);
}
