"""What several pages say of territories: words, values, resemblance, experiments."""
