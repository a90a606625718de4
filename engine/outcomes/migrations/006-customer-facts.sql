-- What the index of customers is made from: a table that keeps nothing and hands its rows on. A fact is a signal that tells of a
-- customer, or what a walk over the stored states found.
CREATE TABLE IF NOT EXISTS customer_facts (
  customer String,
  at DateTime64(3, 'UTC'),
  other String,
  traits String,
  moves String
)
ENGINE = Null
