"""Which articles are one and the same: judged by address, id and text alone. Pure: nothing is stored or asked here."""
