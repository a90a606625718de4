--[[
  Puts a message into the line for some accounts, in which the most important and then the oldest goes first. A message that
  was in it before has its place again.

  Input:
    KEYS[1]  line: messages by their place
    KEYS[2]  names of the lines that are not empty
    ARGV[1]  time to keep the line, milliseconds
    ARGV[2]  name of the line
    ARGV[3]  place
    ARGV[4]  message

  Output:
    how many wait in the line
]]
local line, names = KEYS[1], KEYS[2]
local keepMs, name, place, message = ARGV[1], ARGV[2], ARGV[3], ARGV[4]

redis.call('ZADD', line, place, message)
redis.call('PEXPIRE', line, keepMs)
redis.call('SADD', names, name)
return redis.call('ZCARD', line)
