"""What the cards of the invented people say beside their careers and schooling."""
