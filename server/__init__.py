"""What faces the network: what answers tell a browser, how much a visitor may ask for, how it is."""
