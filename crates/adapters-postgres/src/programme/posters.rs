//! Replaces the posters of shows, and deletes them with their show.

use super::edit::{deleted, stored};
use crate::{
    audit::{recorded, recorded_within},
    db::{
        error::store_error,
        functions::sha256,
        pool::{Connections, Transaction},
        schema::{images, posters},
        statement::{Change, statement},
    },
};
use azionelab_application::{
    audit::AuditEntry,
    ports::StoreError,
    programme::{ConvertedImage, DeleteError, SavePosterError},
};
use azionelab_domain::ShowId;
use diesel::{
    dsl::{exists, not},
    prelude::*,
};

statement! {
    /// Two shows may share an image, so only one transaction at a time decides which images are
    /// unused. It is locked before the show, whose deletion locks it as well. Reading is not
    /// blocked. The query builder can't lock a table.
    LockPosters {}
    "LOCK TABLE posters IN SHARE ROW EXCLUSIVE MODE"
}

/// Replaces the poster of a show, or removes it if there are no images. `change` changes the show
/// of the expected version.
pub(super) async fn replace(
    connections: &Connections,
    show: ShowId,
    change: impl Change,
    images: &[ConvertedImage],
    entry: &AuditEntry,
) -> Result<(), SavePosterError> {
    let transaction = connections.begin().await?;
    transaction.run(LockPosters {}).await?;
    edited(recorded_within(&transaction, change, entry).await?)?;
    let show = posters::show_id.eq(show.uuid());
    transaction.run(diesel::delete(posters::table.filter(show))).await?;
    for image in images {
        let bytes = image.bytes.as_slice();
        let insert = diesel::insert_into(images::table)
            .values((
                images::hash.eq(sha256(bytes)),
                images::width.eq(stored(image.width)?),
                images::height.eq(stored(image.height)?),
                images::bytes.eq(bytes),
            ))
            .on_conflict(images::hash)
            .do_nothing();
        transaction.run(insert).await?;
        let insert = diesel::insert_into(posters::table)
            .values((show, posters::image_hash.eq(sha256(bytes))))
            .on_conflict_do_nothing();
        transaction.run(insert).await?;
    }
    delete_unused_images(&transaction).await?;
    Ok(transaction.commit().await?)
}

/// Changes a show of the expected version whose pictures stay.
pub(super) async fn describe(
    connections: &Connections,
    change: impl Change,
    entry: &AuditEntry,
) -> Result<(), SavePosterError> {
    edited(recorded(connections, change, entry).await?)
}

fn edited(changed: QueryResult<bool>) -> Result<(), SavePosterError> {
    match changed {
        Ok(true) => Ok(()),
        Ok(false) => Err(SavePosterError::EditedMeanwhile),
        Err(error) => Err(SavePosterError::Store(store_error(&error))),
    }
}

/// Deletes a show with its poster.
pub(super) async fn delete_show(
    connections: &Connections,
    delete: impl Change,
    entry: &AuditEntry,
) -> Result<(), DeleteError> {
    let transaction = connections.begin().await?;
    transaction.run(LockPosters {}).await?;
    deleted(recorded_within(&transaction, delete, entry).await?)?;
    delete_unused_images(&transaction).await?;
    Ok(transaction.commit().await?)
}

async fn delete_unused_images(transaction: &Transaction) -> Result<(), StoreError> {
    let uses = posters::table.filter(posters::image_hash.eq(images::hash));
    transaction.run(diesel::delete(images::table.filter(not(exists(uses))))).await?;
    Ok(())
}
