// What the words of a claim say other than its record, and what its record lacks.
#pragma once
#include "steelyard/analysis/findings.h"

namespace steelyard {

/// Warns of claims whose number their words give to those without the event, or print as a limit; whose words
/// tell of doing without other care, or whose disease is another than that of the linked trials, where the
/// record does not say so; and of signed claims that lack a field.
void tell_of_words(Findings& findings);

}  // namespace steelyard
