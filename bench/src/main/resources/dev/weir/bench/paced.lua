-- Each of the connections waits 0 to 20 ms between two requests: with 64 of them about 6,000 requests a
-- second, which every proxy here carries without a queue, so that the latency is its own.
function delay()
  return math.random(0, 20)
end
