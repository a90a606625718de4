-- Which places a signal brought its customer into or out of (JSON): stored positions are too coarse to find it out again.
ALTER TABLE signals ADD COLUMN IF NOT EXISTS moves String
