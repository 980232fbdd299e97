"""What holds for every address, drawn from the URL map."""
