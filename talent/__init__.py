"""Selection, placement, training and certification at the Rare Metal Cooperation Center."""
