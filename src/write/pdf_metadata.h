// What a PDF says of itself: title, date, standards, colour space, attached files.
#pragma once
#include <span>
#include <string>

#include "steelyard/layout/pages.h"
#include "steelyard/write/pdf.h"
#include "write/pdf_document.h"

namespace steelyard {

// Returns the document information dictionary.
unsigned write_info(PdfDocument& document, const Pages& pages);

// Entries for the catalog: metadata, language, standards, colours, attachments.
std::string write_metadata(PdfDocument& document, const Pages& pages,
                           std::span<const Attachment> attachments);

}  // namespace steelyard
