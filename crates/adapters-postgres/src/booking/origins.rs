//! The key by which bookings' origins are told apart.

use crate::{
    Store,
    db::{error::bad_row, statement::statement},
};
use async_trait::async_trait;
use azionelab_application::{booking::Origins, ports::StoreError};
use azionelab_domain::OriginKey;
use diesel::{QueryableByName, sql_types::Binary};

statement! {
    StoreOriginKey { key: Vec<u8> => Binary }
    "INSERT INTO origin_key (key) VALUES ($1) ON CONFLICT DO NOTHING"
}

statement! {
    SelectOriginKey {}
    "SELECT key FROM origin_key"
}

#[derive(QueryableByName)]
struct KeyRow {
    #[diesel(sql_type = Binary)]
    key: Vec<u8>,
}

impl KeyRow {
    fn key(self) -> Result<OriginKey, StoreError> {
        let bits = self.key.try_into().map_err(|_| bad_row("origin_key.key"))?;
        Ok(OriginKey::new(bits))
    }
}

impl Store {
    async fn find_or_store(&self, drawn: OriginKey) -> Result<OriginKey, StoreError> {
        if let Some(row) = self.connections.row::<KeyRow>(SelectOriginKey {}).await? {
            return row.key();
        }
        // The first process stores its key; the others read it once it is committed.
        self.connections.run(StoreOriginKey { key: drawn.as_bytes().to_vec() }).await?;
        let row: Option<KeyRow> = self.connections.row(SelectOriginKey {}).await?;
        row.ok_or_else(|| bad_row("origin_key.key"))?.key()
    }
}

#[async_trait]
impl Origins for Store {
    async fn key(&self, drawn: OriginKey) -> Result<OriginKey, StoreError> {
        // Asked for once by a process, however many visitors come at its start.
        let known = self.origin_key.get_or_try_init(|| self.find_or_store(drawn));
        known.await.copied()
    }
}
