-- Parts of before get the column in the background; until then it is worked out where it is read.
ALTER TABLE decisions MATERIALIZE COLUMN steps
