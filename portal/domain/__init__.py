"""The pure core: decides on values alone, so that every rule can be tested without a database or a clock."""
