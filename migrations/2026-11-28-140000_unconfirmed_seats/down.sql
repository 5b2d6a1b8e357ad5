DROP INDEX reservations_unconfirmed_of_network;
DROP INDEX reservations_unconfirmed_of_client;
DROP INDEX reservations_unconfirmed;
ALTER TABLE reservations DROP COLUMN network_hash, DROP COLUMN client_hash;
DROP TABLE origin_key;
