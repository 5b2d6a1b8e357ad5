//! Posters: their pictures, and who has them.

use super::{
    edit::{Changed, refusal, stored},
    edit_shows::DescribePoster,
};
use crate::db::{
    error::no_answer,
    pool::{Connections, UntilCommitted},
    statement::{Begin, Commit, rows, run, statement},
};
use azionelab_application::{
    ports::StoreError,
    programme::{ConvertedImage, EditError},
};
use azionelab_domain::ShowId;
use diesel::{
    QueryResult,
    sql_types::{Binary, Integer, Uuid},
};
use diesel_async::AsyncPgConnection;
use tokio::time::timeout;

statement! {
    /// Two shows may share a picture, so whether one is used is asked by one at a time. Whoever
    /// looks at posters does not wait.
    LockPosters {}
    "LOCK TABLE posters IN SHARE ROW EXCLUSIVE MODE"
}

statement! {
    TakeDown { show: uuid::Uuid => Uuid }
    "DELETE FROM posters WHERE show_id = $1"
}

statement! {
    StoreImage { width: i32 => Integer, height: i32 => Integer, bytes: Vec<u8> => Binary }
    "INSERT INTO images (hash, width, height, bytes) VALUES (sha256($3), $1, $2, $3) \
     ON CONFLICT (hash) DO NOTHING"
}

statement! {
    HangImage { show: uuid::Uuid => Uuid, bytes: Vec<u8> => Binary }
    "INSERT INTO posters (show_id, image_hash) VALUES ($1, sha256($2)) ON CONFLICT DO NOTHING"
}

statement! {
    ForgetUnusedImages {}
    "DELETE FROM images i WHERE NOT EXISTS (SELECT FROM posters o WHERE o.image_hash = i.hash)"
}

/// Hangs a poster once the show is described so, or takes it down if there are no images.
pub(crate) async fn hang(
    connections: &Connections,
    show: ShowId,
    describe: DescribePoster,
    images: &[ConvertedImage],
) -> Result<(), EditError> {
    let images = images
        .iter()
        .map(|image| {
            let (width, height) = (stored(image.width)?, stored(image.height)?);
            Ok(StoreImage { width, height, bytes: image.bytes.clone() })
        })
        .collect::<Result<Vec<_>, StoreError>>()?;
    let connection = UntilCommitted::new(connections.for_transaction().await?);
    let work = replace(connection.borrow(), show, describe, images);
    let done = timeout(connections.patience(), work).await.unwrap_or_else(|_| Err(no_answer()));
    match done {
        Ok(true) => {
            connection.committed();
            Ok(())
        }
        Ok(false) => Err(EditError::EditedMeanwhile),
        Err(error) => Err(refusal(&error)),
    }
}

/// Whether the show was of the version that the poster is for.
async fn replace(
    connection: &AsyncPgConnection,
    show: ShowId,
    describe: DescribePoster,
    images: Vec<StoreImage>,
) -> QueryResult<bool> {
    let show = show.uuid();
    run(connection, Begin {}).await?;
    run(connection, LockPosters {}).await?;
    let described: Vec<Changed> = rows(connection, describe).await?;
    if described.is_empty() {
        return Ok(false);
    }
    run(connection, TakeDown { show }).await?;
    for image in images {
        let bytes = image.bytes.clone();
        run(connection, image).await?;
        run(connection, HangImage { show, bytes }).await?;
    }
    run(connection, ForgetUnusedImages {}).await?;
    run(connection, Commit {}).await?;
    Ok(true)
}

/// Forgets the images that no show has any more.
pub(crate) async fn forget_unused(connections: &Connections) -> Result<(), EditError> {
    let connection = UntilCommitted::new(connections.for_transaction().await?);
    let work = async {
        run(connection.borrow(), Begin {}).await?;
        run(connection.borrow(), LockPosters {}).await?;
        run(connection.borrow(), ForgetUnusedImages {}).await?;
        run(connection.borrow(), Commit {}).await
    };
    let done = timeout(connections.patience(), work).await.unwrap_or_else(|_| Err(no_answer()));
    done.map_err(|error| refusal(&error))?;
    connection.committed();
    Ok(())
}
