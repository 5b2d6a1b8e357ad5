DROP TABLE performances;
DROP TABLE venues;
DROP TABLE posters;
DROP TABLE images;
DROP TABLE shows;
DROP TABLE pages;
DROP TABLE site;
