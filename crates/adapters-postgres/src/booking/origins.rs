//! The key of the hashes of clients and networks.

use crate::{
    Store,
    db::{error::bad_row, schema::origin_key},
};
use async_trait::async_trait;
use azionelab_application::{booking::Origins, ports::StoreError};
use azionelab_domain::OriginKey;
use diesel::prelude::*;

impl Store {
    async fn stored_origin_key(&self) -> Result<Option<OriginKey>, StoreError> {
        let key: Option<Vec<u8>> =
            self.connections.row(origin_key::table.select(origin_key::key)).await?;
        let bytes = key.map(TryInto::try_into).transpose();
        Ok(bytes.map_err(|_| bad_row("origin_key.key"))?.map(OriginKey::new))
    }

    async fn find_or_store(&self, drawn: OriginKey) -> Result<OriginKey, StoreError> {
        if let Some(key) = self.stored_origin_key().await? {
            return Ok(key);
        }
        // The first process stores its key. The others read that key once it is committed.
        let insert = diesel::insert_into(origin_key::table)
            .values(origin_key::key.eq(drawn.as_bytes().as_slice()))
            .on_conflict_do_nothing();
        self.connections.run(insert).await?;
        self.stored_origin_key().await?.ok_or_else(|| bad_row("origin_key.key"))
    }
}

#[async_trait]
impl Origins for Store {
    async fn key(&self, drawn: OriginKey) -> Result<OriginKey, StoreError> {
        // Each process reads the key once.
        let known = self.origin_key.get_or_try_init(|| self.find_or_store(drawn));
        known.await.copied()
    }
}
