DROP INDEX posters_of_image;

ALTER TABLE audit
    ADD CONSTRAINT audit_performance_id_fkey FOREIGN KEY (performance_id) REFERENCES performances;

ALTER TABLE venues DROP COLUMN default_capacity;
