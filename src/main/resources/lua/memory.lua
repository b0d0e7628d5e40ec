-- Says which data set this is, and how often that was asked.
-- KEYS: memory of a shard. ARGV: a name, for a data set that has none yet. Answers {name, count}
redis.call('HSETNX', KEYS[1], 'name', ARGV[1])
return { redis.call('HGET', KEYS[1], 'name'), redis.call('HINCRBY', KEYS[1], 'count', 1) }
