"""What anyone reads without a session: pages of HTML, pictures, files, and an API that catalogues know."""
