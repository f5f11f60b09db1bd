"""What documents are put together from: the sections about one data set each, with the sentences and charts
of its page."""
