"""What comes in: the citizen's form, the JSON body and the imported file, each shaped into a rating."""
