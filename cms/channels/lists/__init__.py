"""Lists of people who agreed elsewhere to get the newsletter: read, looked over, taken in whole or not at all."""
