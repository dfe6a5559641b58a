"""The map of a funnel as a picture: `ways` says where each line of a card leads, `layout` where a card stands."""
