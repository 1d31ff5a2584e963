"""A .docx that came back: `document` takes its XML apart, `passages` holds it against the story, `changes` are what was found."""
