// What the words of a claim say other than its record.
#pragma once
#include "steelyard/analysis/findings.h"

namespace steelyard {

/// Warns of claims whose number their words give to those without the event, or print as a limit.
void tell_of_words(Findings& findings);

}  // namespace steelyard
