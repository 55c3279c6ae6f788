// The rows of the register of sections, one per file below sections/.
#pragma once
#include "steelyard/report/compose.h"

namespace steelyard::section {

extern const Section title, key_findings, claim, claim_annex, summary_of_findings, results, further,
    not_pooled, characteristics, background, methods, references, inputs;
extern const Section plain_title, plain_claim, plain_tests, plain_certainty, plain_unknowns,
    plain_about;

}  // namespace steelyard::section
