"""What offices get wrong: a slip for every rule that a card alone can break."""
