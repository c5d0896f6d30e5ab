"""Fields that forms of several rooms share: read leniently, refused clearly."""
