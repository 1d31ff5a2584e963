"""A version as a .docx to be submitted on paper: `sheet` knows the format, `form` what stands where, `body` the story's blocks."""
