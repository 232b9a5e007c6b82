"""Selection, placement, training and certification of trainees of the Rare Metal Cooperation Center."""
