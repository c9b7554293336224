/* libpq's functions, as far as the store needs them, loaded when the first
   ledger of this kind is opened. */
#ifndef BOUNCE_LEDGER_PQ_API_H
#define BOUNCE_LEDGER_PQ_API_H

#include <libpq-fe.h>

#include <glib.h>

typedef struct
{
  __typeof__ (PQclear) *clear;
  __typeof__ (PQconnectdbParams) *connectdbParams;
  __typeof__ (PQconninfoFree) *conninfoFree;
  __typeof__ (PQconninfoParse) *conninfoParse;
  __typeof__ (PQconsumeInput) *consumeInput;
  __typeof__ (PQerrorMessage) *errorMessage;
  __typeof__ (PQfinish) *finish;
  __typeof__ (PQfreemem) *freemem;
  __typeof__ (PQgetResult) *getResult;
  __typeof__ (PQgetisnull) *getisnull;
  __typeof__ (PQgetvalue) *getvalue;
  __typeof__ (PQisBusy) *isBusy;
  __typeof__ (PQparameterStatus) *parameterStatus;
  __typeof__ (PQresultErrorField) *resultErrorField;
  __typeof__ (PQresultErrorMessage) *resultErrorMessage;
  __typeof__ (PQresultStatus) *resultStatus;
  __typeof__ (PQsendPrepare) *sendPrepare;
  __typeof__ (PQsendQuery) *sendQuery;
  __typeof__ (PQsendQueryPrepared) *sendQueryPrepared;
  __typeof__ (PQsetNoticeProcessor) *setNoticeProcessor;
  __typeof__ (PQsetSingleRowMode) *setSingleRowMode;
  __typeof__ (PQsocket) *socket;
  __typeof__ (PQstatus) *status;
} BouncePqApi;

/* Fills API.  FALSE with ERROR. */
gboolean bounce_pq_api_load (BouncePqApi *api, GError **error);

#endif
