"""The month ahead: thousands of people who act by probabilities, played by the engine on a moved clock, in memory."""
