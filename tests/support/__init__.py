"""What several tests share: a terminal to run the program in, servers, fakes, documents."""
