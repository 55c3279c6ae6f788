/// All that a user of the library includes: the verbs of the program, in order.
///
///   Checked<Review> review   = read_review(folder);
///   Findings        findings = analyse(std::move(review.value), date);
///   Document        document = compose(findings, load_template(templates, "reviewer", "en"));
///   Pages           pages    = lay_out(document, layout.style, fonts);
///   std::string     pdf      = write_pdf(pages, fonts);
#pragma once
#include "steelyard/analysis/analysis.h"
#include "steelyard/layout/pages.h"
#include "steelyard/read/reader.h"
#include "steelyard/report/compose.h"
#include "steelyard/report/template.h"
#include "steelyard/write/fonts.h"
#include "steelyard/write/json.h"
#include "steelyard/write/pdf.h"
