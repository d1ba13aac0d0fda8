// Each sample is refused, and for the reason that it was written for.
def reasons = [
    'null'  : '[NullAway] returning @Nullable expression',
    'bug'   : '[SelfEquals]',
    'lint'  : '[rawtypes]',
    'doc'   : 'reference not found',
    'format': 'format violations',
]
def log = new File(basedir, 'build.log').readLines()
reasons.each { sample, reason ->
  assert log.any { it.contains('Failed to execute goal') && it.contains("on project weir-wrong-${sample}:") } :
      "build/wrong/${sample} was let through"
  assert log.any { it.contains(reason) } : "build/wrong/${sample} was refused, but not for '${reason}'"
}
return true
